/**
 * What is done with a CDN origin by itself, without a build: looking at its releases, going back to
 * one, removing old ones.
 *
 * <p>In: the address of an origin and a task. Out: a report. Never here: making or publishing
 * releases, which a build does.
 */
@NullMarked
package dev.jbuild.engine.cdn;

import org.jspecify.annotations.NullMarked;
