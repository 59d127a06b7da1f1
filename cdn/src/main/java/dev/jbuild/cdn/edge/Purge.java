package dev.jbuild.cdn.edge;

import dev.jbuild.cache.parallel.Each;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Asks a cache in front of an origin to forget what has changed under its name. */
public final class Purge {
    /** Caches limit how often they may be asked. */
    private static final int AT_ONCE = 4;

    /** What servers answer with when asked for a folder. */
    private static final String FIRST_PAGE = "index.html";

    private Purge() {}

    /**
     * Purges each path, and the folder of each first page: that is the address by which visitors
     * ask for it. A file that the cache does not have needs no purge.
     *
     * @throws EnvironmentFailure {@code cdn-purge} when the cache does not take one
     */
    public static void of(WebSite cache, List<String> paths)
            throws EnvironmentFailure, IOException {
        Queue<String> refused = new ConcurrentLinkedQueue<>();
        List<String> asked = paths.stream().flatMap(Purge::addresses).distinct().toList();
        Each.of(
                asked,
                AT_ONCE,
                path -> {
                    int status = cache.purge(path).statusCode();
                    if (status / 100 != 2 && status != 404) {
                        refused.add(
                                "PURGE " + cache.address(path) + " was answered with " + status);
                    }
                });
        if (!refused.isEmpty()) {
            throw new EnvironmentFailure(
                    "cdn-purge",
                    "the cache keeps "
                            + refused.size()
                            + " of "
                            + asked.size()
                            + " addresses that have changed: "
                            + refused.peek(),
                    "let the cache take PURGE from this machine; building again purges again",
                    null);
        }
    }

    private static Stream<String> addresses(String path) {
        int name = path.lastIndexOf('/') + 1;
        return path.substring(name).equals(FIRST_PAGE)
                ? Stream.of(path, path.substring(0, name))
                : Stream.of(path);
    }
}
