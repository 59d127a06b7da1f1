/**
 * The engine's builder, ready for the builds of one project: a connection with the files, secrets
 * and credentials that every build of it may need.
 *
 * <p>In: what a session offers. Out: BuildKit builds, and their failures in the words of the model.
 * Never here: which nodes to build, or when.
 */
@NullMarked
package dev.jbuild.engine.solve;

import org.jspecify.annotations.NullMarked;
