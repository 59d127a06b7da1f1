/**
 * Files that appear complete or not at all.
 *
 * <p>In: bytes and a place. Out: the file, made beside its place and renamed into it. Never here:
 * what the bytes mean.
 */
@NullMarked
package dev.jbuild.cache.atomic;

import org.jspecify.annotations.NullMarked;
