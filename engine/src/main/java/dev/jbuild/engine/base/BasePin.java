package dev.jbuild.engine.base;

import dev.jbuild.model.Digest;

/**
 * What an image name stands for.
 *
 * @param reference what the builder finds the image by
 * @param identity digest of the manifest or index; of the configuration for an image that only the
 *     engine has, and that has no manifest there
 * @param locked whether {@code identity} can be looked up anywhere, and so belongs into the lock
 */
public record BasePin(String reference, Digest identity, boolean locked) {}
