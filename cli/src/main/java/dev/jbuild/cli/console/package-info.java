/**
 * What a person sees: events, reports and errors as text, on a log or on a live terminal.
 *
 * <p>In: events while a build runs, its report at the end, failures. Out: lines. Everything but the
 * displays themselves is a pure function to text, which golden tests pin down. Never here: exit
 * codes, options, a decision about the build.
 */
@NullMarked
package dev.jbuild.cli.console;

import org.jspecify.annotations.NullMarked;
