package dev.jbuild.cache.disk;

import java.nio.file.Path;

/**
 * A file of the cache that is not what was written. It has been removed.
 *
 * @param problem one sentence
 */
public record Damage(Path file, String problem) {}
