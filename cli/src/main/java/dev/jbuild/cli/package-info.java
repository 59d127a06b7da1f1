/**
 * The process: streams, signals, exit codes, and the one place where an exception becomes a message
 * and an exit code.
 *
 * <p>In: arguments, environment, signals. Out: an exit code. Never here: options, rendering, build
 * logic.
 */
@NullMarked
package dev.jbuild.cli;

import org.jspecify.annotations.NullMarked;
