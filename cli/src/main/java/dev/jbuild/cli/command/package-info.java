/**
 * One class per command: calls the stages of a build in their order and shows what they return.
 *
 * <p>In: an {@link dev.jbuild.cli.option.Invocation} and the {@link
 * dev.jbuild.cli.command.Surroundings} of the process. Out: text on the console and an {@link
 * dev.jbuild.cli.command.ExitCode}. Never here: parsing, terminal codes, any value that the engine
 * could compute.
 */
@NullMarked
package dev.jbuild.cli.command;

import org.jspecify.annotations.NullMarked;
