package dev.jbuild.cache.file.glob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pattern of relative paths, in the dialect of {@code COPY} and {@code .dockerignore}: {@code *}
 * and {@code ?} stay within a name; {@code **} spans any number of folders including none, and at
 * the end of a pattern everything below; {@code [a-z]} and {@code [^a-z]} are one character of a
 * name; {@code \} takes the next character as it is. Names that start with a dot are nothing
 * special.
 */
public final class Glob {
    private final String source;
    private final boolean literal;

    /** The path that a literal pattern stands for. */
    private final String path;

    private final Pattern whole;

    /** The names in front of the first {@code **}, as they are written. */
    private final List<String> written;

    /** One pattern per name in front of the first {@code **}. */
    private final List<Pattern> names;

    /** Whether a {@code **} follows behind {@link #names}. */
    private final boolean deep;

    private Glob(String source, List<String> segments) {
        this.source = source;
        String joined = String.join("/", segments);
        this.literal = GlobSyntax.isLiteral(joined);
        this.path = literal ? GlobSyntax.unescape(joined) : joined;
        this.whole = GlobSyntax.compile(joined, source);
        List<String> front = new ArrayList<>();
        List<Pattern> leading = new ArrayList<>();
        for (String segment : segments) {
            if (segment.contains("**")) {
                break;
            }
            front.add(segment);
            leading.add(GlobSyntax.compile(segment, source));
        }
        this.written = List.copyOf(front);
        this.names = List.copyOf(leading);
        this.deep = leading.size() < segments.size();
    }

    /**
     * Reads a pattern. A leading {@code /} or {@code ./} and a trailing {@code /} mean nothing;
     * {@code .} is the folder itself.
     *
     * @throws IllegalArgumentException when the text is empty or malformed or leads out of the
     *     folder; the message names it
     */
    public static Glob parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a pattern is empty");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : text.split("/", -1)) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> {
                    if (segments.isEmpty() || segments.getLast().contains("**")) {
                        throw new IllegalArgumentException(
                                "`" + text + "` leads out of its folder");
                    }
                    segments.removeLast();
                }
                default -> segments.add(segment);
            }
        }
        return new Glob(text, segments);
    }

    /** Whether the pattern has no wildcard and so stands for at most one path. */
    public boolean isLiteral() {
        return literal;
    }

    /** Whether the pattern is {@code .}: the folder itself. */
    public boolean isRoot() {
        return literal && path.isEmpty();
    }

    /**
     * Whether this very path matches.
     *
     * @param path relative, {@code /}-separated, without {@code .} and {@code ..}; empty for the
     *     folder itself
     */
    public boolean matches(String path) {
        return literal ? this.path.equals(path) : whole.matcher(path).matches();
    }

    /** Whether this path matches, or a folder above it, which stands for all below it. */
    public boolean covers(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (matches(path.substring(0, end))) {
                return true;
            }
        }
        return matches("");
    }

    /** Whether a path below {@code folder} could match. */
    public boolean mayMatchBelow(String folder) {
        if (folder.isEmpty()) {
            return !isRoot();
        }
        String[] given = folder.split("/", -1);
        if (!deep && given.length >= names.size()) {
            return false;
        }
        for (int i = 0; i < Math.min(given.length, names.size()); i++) {
            if (!names.get(i).matcher(given[i]).matches()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The one name that a file or folder in {@code folder} must have to match or to lead to a
     * match; empty when several may do.
     *
     * @param folder one that {@link #mayMatchBelow}
     */
    public Optional<String> onlyChild(String folder) {
        int depth = folder.isEmpty() ? 0 : folder.split("/", -1).length;
        return depth < written.size() && GlobSyntax.isLiteral(written.get(depth))
                ? Optional.of(GlobSyntax.unescape(written.get(depth)))
                : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && source.equals(glob.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    /** As the user wrote it. */
    @Override
    public String toString() {
        return source;
    }
}
