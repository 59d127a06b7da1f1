package dev.jbuild.cache.file.glob;

/**
 * A pattern of relative paths: {@code *} and {@code ?} stay within a name, {@code **} spans any
 * number of folders including none, {@code [a-z]} and {@code [^a-z]} are one character of a name,
 * {@code \} takes the next character as it is. Names that start with a dot are nothing special.
 */
public final class Glob {
    private Glob() {}

    /**
     * Reads a pattern. A leading {@code /} or {@code ./} and a trailing {@code /} mean nothing;
     * {@code .} is the folder itself.
     *
     * @throws IllegalArgumentException when the text is empty or malformed or leads out of the
     *     folder; the message names it
     */
    public static Glob parse(String text) {
        return dev.jbuild.cache.Pending.yet();
    }

    /** Whether the pattern has no wildcard and so stands for at most one path. */
    public boolean isLiteral() {
        return dev.jbuild.cache.Pending.yet();
    }

    /**
     * Whether this very path matches.
     *
     * @param path relative, {@code /}-separated, without {@code .} and {@code ..}; empty for the
     *     folder itself
     */
    public boolean matches(String path) {
        return dev.jbuild.cache.Pending.yet();
    }

    /** Whether a path below {@code folder} could match. */
    public boolean mayMatchBelow(String folder) {
        return dev.jbuild.cache.Pending.yet();
    }

    /** As the user wrote it. */
    @Override
    public String toString() {
        return dev.jbuild.cache.Pending.yet();
    }
}
