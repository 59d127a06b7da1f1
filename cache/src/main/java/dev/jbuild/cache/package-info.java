/**
 * What a cache is to the rest of jbuild: questions (keys), answers (records) and content (blobs).
 *
 * <p>In: an {@link dev.jbuild.cache.ActionKey} or a {@link dev.jbuild.model.Digest}. Out: a {@link
 * dev.jbuild.cache.Lookup} that says why it missed, or bytes. Never here: what a target is, when to
 * build, where bytes lie, input or output of its own.
 */
@NullMarked
package dev.jbuild.cache;

import org.jspecify.annotations.NullMarked;
