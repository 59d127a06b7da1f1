/**
 * Acceptance tests: jbuild as users have it, a process, on real projects, a real engine and a real
 * registry.
 *
 * <p>In: the distribution of the cli module and the engine that {@code dev/test} brings up. Out:
 * what can be seen from outside, that is exit codes, output, files, images. Never here: classes of
 * jbuild.
 */
@NullMarked
package dev.jbuild.examples;

import org.jspecify.annotations.NullMarked;
