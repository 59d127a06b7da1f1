package dev.jbuild.engine.base;

import dev.jbuild.model.ImageName;

import java.util.List;

/** What became of a mirror. */
public record MirrorReport(List<Copy> copies) {
    public MirrorReport {
        copies = List.copyOf(copies);
    }

    /**
     * An image in its mirror.
     *
     * @param blobs that were sent
     * @param bytes of these
     */
    public record Copy(ImageName from, ImageName to, int blobs, long bytes) {}
}
