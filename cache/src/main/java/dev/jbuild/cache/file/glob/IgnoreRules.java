package dev.jbuild.cache.file.glob;

import java.util.List;

/**
 * What an ignore file says, in the rules of {@code .dockerignore}: one pattern per line, relative
 * to the folder of the file; {@code #} starts a comment line; {@code !} makes an exception; the
 * last line that matches a path or one of its parents decides.
 */
public final class IgnoreRules {
    /** Ignores nothing. */
    public static final IgnoreRules NONE = new IgnoreRules();

    private IgnoreRules() {}

    /**
     * Reads the lines of an ignore file.
     *
     * @throws IllegalArgumentException when a line is malformed; the message names it
     */
    public static IgnoreRules parse(List<String> lines) {
        return dev.jbuild.cache.Pending.yet();
    }

    /** These rules, then {@code later} ones, which win. */
    public IgnoreRules then(IgnoreRules later) {
        return dev.jbuild.cache.Pending.yet();
    }

    /** Whether a path is ignored. A walk asks {@link IgnoreRules} step by step instead. */
    public boolean ignores(String path) {
        return dev.jbuild.cache.Pending.yet();
    }
}
