package dev.jbuild.cache.file;

import dev.jbuild.model.Digest;

/**
 * A file's content, as long as the file looks as it did.
 *
 * @param stat how the file looked before and after it was read
 */
record KnownFile(FileStat stat, Digest digest) {
    FileEntry.File at(String path) {
        return new FileEntry.File(path, stat.mode(), stat.size(), digest);
    }
}
