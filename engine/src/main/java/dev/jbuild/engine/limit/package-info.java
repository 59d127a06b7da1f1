/**
 * How long something may take.
 *
 * <p>In: work and a time. Out: what came of the work, or that it took too long. Never here: what
 * the work is.
 */
@NullMarked
package dev.jbuild.engine.limit;

import org.jspecify.annotations.NullMarked;
