/**
 * The one encoding that keys are hashed from.
 *
 * <p>In: texts, numbers, digests, lists, maps. Out: an {@link dev.jbuild.cache.ActionKey}. Never
 * here: which facts belong to a key, or where anything is stored.
 */
@NullMarked
package dev.jbuild.cache.key;

import org.jspecify.annotations.NullMarked;
