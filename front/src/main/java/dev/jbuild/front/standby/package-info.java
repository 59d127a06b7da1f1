/**
 * The front's half of a jbuild that stands by: the real program in a process that has built before,
 * and so has nothing to load, to link or to compile.
 *
 * <p>It serves whoever starts jbuild under the same {@link dev.jbuild.front.standby.Circumstances},
 * one build at a time, over a socket in a folder that only the user may enter. In: what was typed.
 * Out: what the build prints, and its exit code.
 */
@NullMarked
package dev.jbuild.front.standby;

import org.jspecify.annotations.NullMarked;
