/**
 * One after the other: what several processes must not do at the same time.
 *
 * <p>In: names of work. Out: turns, which the operating system ends when their process dies. Never
 * here: what the work is.
 */
@NullMarked
package dev.jbuild.cache.turn;

import org.jspecify.annotations.NullMarked;
