package dev.jbuild.engine.store;

import java.nio.file.Path;

/**
 * Where the cache is.
 *
 * @param state its folder, shared by all projects of a user
 * @param size how large it may be
 */
public record CacheFolder(Path state, CacheSize size) {}
