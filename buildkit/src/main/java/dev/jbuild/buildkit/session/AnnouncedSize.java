package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import java.io.IOException;

/** How long a file was said to be, and how much of it has come. */
final class AnnouncedSize {

    private final String path;
    private final long size;
    private long come;

    AnnouncedSize(Stat stat) throws IOException {
        this.path = stat.getPath();
        this.size = stat.getSize();
        if (size < 0) {
            throw new IOException("`" + SafePaths.shown(path) + "` has a size of " + size);
        }
    }

    void add(int bytes) throws IOException {
        come += bytes;
        if (come > size) {
            throw otherSize("more");
        }
    }

    void requireAll() throws IOException {
        if (come < size) {
            throw otherSize("less");
        }
    }

    private IOException otherSize(String how) {
        return new IOException(
                "`"
                        + SafePaths.shown(path)
                        + "` has "
                        + how
                        + " than the "
                        + size
                        + " bytes that were announced");
    }
}
