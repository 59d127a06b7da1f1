package dev.jbuild.model;

import java.util.Optional;

/**
 * How an image is delivered.
 *
 * @param push whether builds that push send it to its registry
 * @param maxSize what it may weigh on each platform, packed as it travels
 * @param saveAs where an archive of it goes, relative to the folder of the build file; with a slash
 *     at its end, a folder in OCI layout
 * @param packing how its layers are packed
 * @param provenance whether what is pushed says how it was made
 * @param scanner what lists what is in it, where what is pushed says that
 */
public record ImageOptions(
        boolean push,
        Optional<Size> maxSize,
        Optional<String> saveAs,
        Packing packing,
        boolean provenance,
        Optional<Scanner> scanner) {
    public static final ImageOptions DEFAULT =
            new ImageOptions(
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Packing.GZIP,
                    false,
                    Optional.empty());

    /** The same with or without a push. */
    public ImageOptions pushed(boolean other) {
        return new ImageOptions(other, maxSize, saveAs, packing, provenance, scanner);
    }

    /** Whether what is pushed says something of itself. */
    public boolean isAttested() {
        return provenance || scanner.isPresent();
    }

    /**
     * An image whose program lists what is in others.
     *
     * @param platform that it runs on
     */
    public record Scanner(ImageName image, Platform platform) {}

    /** A number of bytes. */
    public record Size(long bytes) {}

    /** How layers are packed. */
    public enum Packing {
        /** Read by everything. */
        GZIP,
        /** Smaller and unpacked in less time. */
        ZSTD
    }
}
