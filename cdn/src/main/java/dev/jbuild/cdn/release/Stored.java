package dev.jbuild.cdn.release;

import dev.jbuild.model.Digest;

/**
 * Bytes in the blob store.
 *
 * @param size in bytes
 */
public record Stored(Digest digest, long size) {}
