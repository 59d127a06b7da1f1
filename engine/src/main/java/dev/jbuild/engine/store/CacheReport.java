package dev.jbuild.engine.store;

import java.nio.file.Path;
import java.util.List;

/** What the cache is, or what became of it. Sizes are in bytes. */
public sealed interface CacheReport {
    /**
     * What there is.
     *
     * @param spared what the last builds of {@code projects} projects have used
     * @param budget how large the cache may be
     */
    record Status(
            Path folder, int results, int blobs, long bytes, int projects, long spared, long budget)
            implements CacheReport {}

    /** What was cleared away, and what is left. */
    record Collected(int results, int blobs, long freed, long left, long budget)
            implements CacheReport {}

    /**
     * What was found to be there and right.
     *
     * @param problems what was damaged or incomplete and has been removed, one sentence each
     */
    record Verified(int results, int blobs, long bytes, List<String> problems)
            implements CacheReport {
        public Verified {
            problems = List.copyOf(problems);
        }
    }
}
