package dev.jbuild.cache.disk;

import dev.jbuild.cache.file.FileStat;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Blobs that this process has stored. As long as one looks as it did then, it need not be hashed
 * when it is read: nobody has touched it.
 */
final class OwnBlobs {
    /** So that they take a few megabytes at most. Any other is hashed. */
    private static final int MOST = 50_000;

    private final Map<Digest, FileStat> looks = new ConcurrentHashMap<>();

    /** A blob has just been put in its place. */
    void stored(Digest digest, Path blob) throws IOException {
        if (looks.size() < MOST) {
            FileStat.of(blob).ifPresent(look -> looks.put(digest, look));
        }
    }

    boolean isUntouched(Digest digest, Path blob) throws IOException {
        FileStat look = looks.get(digest);
        return look != null && look.equals(FileStat.of(blob).orElse(null));
    }
}
