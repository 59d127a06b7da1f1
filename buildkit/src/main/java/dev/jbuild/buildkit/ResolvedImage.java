package dev.jbuild.buildkit;

import dev.jbuild.buildkit.llb.Bytes;

/**
 * An image as the daemon found it.
 *
 * @param digest of the manifest or index; empty for an image that only a daemon without the
 *     containerd store has
 * @param configJson the image config of the platform that was asked for, byte for byte
 */
public record ResolvedImage(String digest, Bytes configJson) {}
