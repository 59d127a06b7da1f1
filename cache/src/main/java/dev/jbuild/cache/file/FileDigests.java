package dev.jbuild.cache.file;

import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Digests of files, remembered as long as the file system shows no change. Safe for use by many
 * threads; when two processes save the same index, one of the two stays, which costs the other a
 * rehash.
 */
public final class FileDigests {
    private FileDigests() {}

    /**
     * Loads an index. A missing or damaged one is an empty one.
     *
     * @param index the file that {@link #save} writes; its folder has to exist
     * @param clock the clock that the file system's times come from
     */
    public static FileDigests open(Path index, InstantSource clock) throws IOException {
        return dev.jbuild.cache.Pending.yet();
    }

    /** Digests of all that was selected, relative to the root of the selection. */
    public Tree tree(Selection selection) throws IOException {
        return dev.jbuild.cache.Pending.yet();
    }

    /** The digest of one regular file's content. */
    public Digest digest(Path file) throws IOException {
        return dev.jbuild.cache.Pending.yet();
    }

    /** Writes the index, if anything is new in it. */
    public void save() throws IOException {
        dev.jbuild.cache.Pending.<String>yet();
    }

    /** What the index was good for since it was opened. */
    public Stats stats() {
        return dev.jbuild.cache.Pending.yet();
    }

    /**
     * How often files had to be read.
     *
     * @param known files whose digest was known
     * @param hashed files that had to be read
     * @param hashedBytes their content
     */
    public record Stats(long known, long hashed, long hashedBytes) {}
}
