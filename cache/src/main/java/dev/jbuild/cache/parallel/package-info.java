/**
 * Doing one thing to many files at once.
 *
 * <p>In: items and what to do with one. Out: nothing, or the first failure; every thread that was
 * started has ended. Never here: what the items are.
 */
@NullMarked
package dev.jbuild.cache.parallel;

import org.jspecify.annotations.NullMarked;
