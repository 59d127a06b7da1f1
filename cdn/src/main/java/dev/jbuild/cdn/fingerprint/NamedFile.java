package dev.jbuild.cdn.fingerprint;

import dev.jbuild.cdn.release.Stored;

/**
 * A file with the name under which it is served.
 *
 * @param logical path in the folder
 * @param path path in the release
 * @param hashed whether the name has a hash of the content
 * @param content the bytes, rewritten where they name files that were renamed
 */
public record NamedFile(String logical, String path, boolean hashed, Stored content) {}
