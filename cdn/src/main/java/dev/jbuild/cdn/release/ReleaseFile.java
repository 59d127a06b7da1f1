package dev.jbuild.cdn.release;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file as it is served.
 *
 * @param path below the release's base, {@code /}-separated
 * @param logical the path that it had in the folder
 * @param immutable whether the name has a hash, so that it never stands for other bytes
 * @param content the bytes for a client that accepts no compression
 * @param siblings the same content compressed, where that pays
 * @param integrity {@code sha384-…} of a script or style
 */
public record ReleaseFile(
        String path,
        String logical,
        boolean immutable,
        Stored content,
        Headers headers,
        Map<Codec, Stored> siblings,
        Optional<String> integrity) {

    public ReleaseFile {
        checkPath(path);
        Map<Codec, Stored> sorted = new EnumMap<>(Codec.class);
        sorted.putAll(siblings);
        siblings = Collections.unmodifiableMap(sorted);
    }

    /** Whoever places files by paths from elsewhere must not be led out of his folder. */
    private static void checkPath(String path) {
        for (String name : path.split("/", -1)) {
            if (name.isEmpty()
                    || name.equals(".")
                    || name.equals("..")
                    || name.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("`" + path + "` is no path of a release");
            }
        }
    }

    /** Whether it is a page, which is what visitors begin with and so what is published last. */
    public boolean isPage() {
        return ContentTypes.isPage(headers.contentType());
    }

    /** What is said about a file beside its bytes. Part of a release's identity. */
    public record Headers(String contentType, String cacheControl) {}
}
