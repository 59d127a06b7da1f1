/**
 * Looks whether everything is well that builds rest on.
 *
 * <p>In: where the user has engine, builder and cache, and which registries the project names. Out:
 * findings, each with its cure. Never here: what is needed for one certain build, which that build
 * says itself.
 */
@NullMarked
package dev.jbuild.engine.doctor;

import org.jspecify.annotations.NullMarked;
