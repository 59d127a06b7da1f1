/**
 * Request in, report out: runs an evaluated project on a Docker engine and delivers what it yields.
 *
 * <p>The stages are rooms of their own: {@code plan} and {@code key} are pure, {@code lower}
 * translates steps to the engine's terms, {@code run} schedules, {@code output} delivers. Never
 * here: Groovy, a terminal, an exit code.
 */
@NullMarked
package dev.jbuild.engine;

import org.jspecify.annotations.NullMarked;
