/**
 * The cache as a whole, in words that the command line may see.
 *
 * <p>In: what is to be done with it. Out: what there was, and what became of it. Never here: single
 * results, how they are stored.
 */
@NullMarked
package dev.jbuild.engine.store;

import org.jspecify.annotations.NullMarked;
