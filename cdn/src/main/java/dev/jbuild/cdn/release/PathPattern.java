package dev.jbuild.cdn.release;

import dev.jbuild.cache.file.glob.Glob;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A pattern of paths of a release: a {@link Glob} that may have alternatives in braces, as in
 * {@code **}{@code /*.{js,css}}.
 */
public final class PathPattern {
    private final String text;
    private final List<Glob> globs;

    private PathPattern(String text, List<Glob> globs) {
        this.text = text;
        this.globs = globs;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it is malformed; the message names it
     */
    public static PathPattern parse(String text) {
        return new PathPattern(text, alternatives(text).stream().map(Glob::parse).toList());
    }

    /**
     * Whether this very path matches.
     *
     * @param path relative, {@code /}-separated
     */
    public boolean matches(String path) {
        for (Glob glob : globs) {
            if (glob.matches(path)) {
                return true;
            }
        }
        return false;
    }

    /** The texts that a text with braces stands for. Braces may be nested. */
    private static List<String> alternatives(String text) {
        int open = text.indexOf('{');
        if (open < 0) {
            if (text.indexOf('}') >= 0) {
                throw new IllegalArgumentException(
                        "`" + text + "` closes a brace that is not open");
            }
            return List.of(text);
        }
        List<String> choices = new ArrayList<>();
        int depth = 0;
        int start = open + 1;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == ',' && depth == 1) {
                choices.add(text.substring(start, i));
                start = i + 1;
            } else if (c == '}' && --depth == 0) {
                choices.add(text.substring(start, i));
                return combine(text.substring(0, open), choices, text.substring(i + 1));
            }
        }
        throw new IllegalArgumentException("`" + text + "` opens a brace and does not close it");
    }

    private static List<String> combine(String before, List<String> choices, String after) {
        List<String> all = new ArrayList<>();
        for (String choice : choices) {
            all.addAll(alternatives(before + choice + after));
        }
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(text);
    }

    /** As the user wrote it. */
    @Override
    public String toString() {
        return text;
    }
}
