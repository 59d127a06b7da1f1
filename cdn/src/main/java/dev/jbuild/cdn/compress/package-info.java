/**
 * Compressed siblings, made once per content.
 *
 * <p>In: content by digest. Out: the digest of the same content, smaller. Never here: which files
 * deserve it.
 */
@NullMarked
package dev.jbuild.cdn.compress;

import org.jspecify.annotations.NullMarked;
