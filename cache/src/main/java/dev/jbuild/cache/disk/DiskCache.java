package dev.jbuild.cache.disk;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.BlobStore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A folder with blobs and action records, and small hot ones in memory. */
public final class DiskCache {
    private DiskCache() {}

    /**
     * Opens the cache in a folder, making it where needed.
     *
     * @param onDamage told of every damaged file, on the thread that came across it
     */
    public static DiskCache open(Path folder, Consumer<Damage> onDamage) throws IOException {
        return dev.jbuild.cache.Pending.yet();
    }

    public BlobStore blobs() {
        return dev.jbuild.cache.Pending.yet();
    }

    public ActionCache actions() {
        return dev.jbuild.cache.Pending.yet();
    }

    /** A place in this cache for an index file or the like, whose folder exists. */
    public Path stateFile(String name) {
        return dev.jbuild.cache.Pending.yet();
    }
}
