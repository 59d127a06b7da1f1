package dev.jbuild.cache.file;

import dev.jbuild.cache.file.glob.Glob;

import java.nio.file.Path;
import java.util.List;

/**
 * The files that a query found.
 *
 * @param root the queried folder, with links resolved
 * @param found in UTF-8 order of their paths, each once
 * @param matches for every pattern of the query, in its order, what it matched
 */
public record Selection(Path root, List<Found> found, List<Match> matches) {
    public Selection {
        found = List.copyOf(found);
        matches = List.copyOf(matches);
    }

    /** The patterns that matched nothing, in the order of the query. */
    public List<Glob> unmatched() {
        return matches.stream().filter(m -> m.paths().isEmpty()).map(Match::pattern).toList();
    }

    /**
     * One file, link or folder.
     *
     * @param path relative to the root, which is not among the found itself
     */
    public record Found(String path, FileStat stat) {}

    /**
     * What a pattern matched itself, without what lies below a folder that matched.
     *
     * @param paths relative to the root, in UTF-8 order; the root is an empty path
     */
    public record Match(Glob pattern, List<String> paths) {
        public Match {
            paths = List.copyOf(paths);
        }
    }
}
