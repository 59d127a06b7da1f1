package dev.jbuild.cdn.release;

/**
 * A list of the files that a release brings along for those who render pages.
 *
 * @param path where it is served
 */
public record ListFile(Shape shape, String path) {
    /** Who reads it. */
    public enum Shape {
        /** {@code cache_manifest.json} of {@code mix phx.digest}. */
        PHOENIX,
        /** {@code manifest.json} of Vite. */
        VITE
    }
}
