/**
 * How much a disk may still take of what others send.
 *
 * <p>In: bytes, before they are written. Out: nothing, or a refusal before the disk is full. Never
 * here: what the bytes are, and whom they are from.
 */
@NullMarked
package dev.jbuild.cache.room;

import org.jspecify.annotations.NullMarked;
