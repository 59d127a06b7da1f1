package dev.jbuild.cache.file;

import dev.jbuild.cache.file.FileStat.Kind;
import dev.jbuild.cache.file.glob.Glob;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files that a query found.
 *
 * @param root the queried folder, with links resolved
 * @param found in UTF-8 order of their paths, each once
 * @param matches for every pattern of the query, in its order, what it matched
 * @param listings of every folder that was looked into, the root first; in the order of their paths
 */
public record Selection(Path root, List<Found> found, List<Match> matches, List<Listing> listings) {
    public Selection {
        found = List.copyOf(found);
        matches = List.copyOf(matches);
        listings = List.copyOf(listings);
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
     * A folder that was looked into. The same query finds the same as long as every listing has the
     * same names, and what was looked at among them is of the same kind.
     *
     * @param folder relative to the root, empty for the root
     * @param names all that it holds, in the order in which the file system tells them
     * @param passedOver what was looked at and is not among the found
     */
    public record Listing(String folder, List<String> names, List<Glimpse> passedOver) {
        public Listing {
            names = List.copyOf(names);
            passedOver = List.copyOf(passedOver);
        }
    }

    /**
     * Something that was looked at and does not count.
     *
     * @param kind empty for a device and the like, and for what had just vanished
     */
    public record Glimpse(String path, Optional<Kind> kind) {}

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
