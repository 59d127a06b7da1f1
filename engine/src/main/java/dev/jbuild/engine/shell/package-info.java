/**
 * How a person gets into the sandbox of a step: roles that a terminal and a builder meet in.
 *
 * <p>In: a sandbox that was opened. Out: programs in it, with their input and output. Never here:
 * how a terminal works, or which step it is about.
 */
@NullMarked
package dev.jbuild.engine.shell;

import org.jspecify.annotations.NullMarked;
