package dev.jbuild.cdn.release;

/**
 * What {@code Cache-Control} says for some files.
 *
 * @param value the header's value
 */
public record CacheRule(PathPattern files, String value) {
    /** For a file whose name changes with its content. */
    public static final String IMMUTABLE = "public, max-age=31536000, immutable";

    /** For a file that may be another one tomorrow: kept, but asked about each time. */
    public static final String REVALIDATED = "no-cache";

    public CacheRule {
        if (value.isBlank() || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("`" + value + "` is no value of Cache-Control");
        }
    }
}
