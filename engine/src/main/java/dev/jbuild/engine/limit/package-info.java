/**
 * How long something may take, and how long to wait before it is done again.
 *
 * <p>In: work and a time. Out: what came of the work, or that it took too long. Never here: what
 * the work is, and whether it may be done again.
 */
@NullMarked
package dev.jbuild.engine.limit;

import org.jspecify.annotations.NullMarked;
