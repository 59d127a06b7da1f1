package dev.jbuild.cache.file;

import dev.jbuild.cache.file.glob.Glob;
import dev.jbuild.cache.file.glob.IgnoreRules;

import java.nio.file.Path;
import java.util.List;

/**
 * Which files of a folder are meant.
 *
 * @param root the folder; may itself be reached through symbolic links
 * @param patterns relative to {@code root}; a match that is a folder stands for all below it
 * @param ignore relative to {@code root}
 * @param exclude relative to each match: to a folder that matched, or to the folder of a file that
 *     matched
 */
public record FileQuery(Path root, List<Glob> patterns, IgnoreRules ignore, IgnoreRules exclude) {
    public FileQuery {
        patterns = List.copyOf(patterns);
    }

    public FileQuery(Path root, List<Glob> patterns, IgnoreRules ignore) {
        this(root, patterns, ignore, IgnoreRules.NONE);
    }
}
