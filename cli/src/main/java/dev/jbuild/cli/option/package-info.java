/**
 * The command line as a language: arguments in, an immutable {@link
 * dev.jbuild.cli.option.Invocation} out.
 *
 * <p>In: arguments, environment and working folder as values. Out: records, or a {@link
 * dev.jbuild.model.failure.UserMistake} that names the argument and the cure. The only room that
 * sees picocli. Never here: files, streams, work.
 */
@NullMarked
package dev.jbuild.cli.option;

import org.jspecify.annotations.NullMarked;
