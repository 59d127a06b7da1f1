package dev.jbuild.buildkit.session;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Files whose content was asked for and has not all come, by their position in the listing.
 *
 * <p>One of which something has come takes memory or an open file. Daemons send four at a time,
 * some forks of them 64, so that nobody needs room for many.
 */
final class Awaited<F> {

    private static final int MOST_BEGUN = 256;

    private final Map<Integer, F> files = new HashMap<>();
    private final Set<Integer> begun = new HashSet<>();

    void add(int id, F file) {
        files.put(id, file);
    }

    /** Something of it comes. Throws as {@link #get}, and when too many others have begun to. */
    F begin(int id) throws IOException {
        F file = get(id);
        if (!begun.contains(id) && begun.size() == MOST_BEGUN) {
            throw new IOException("more than " + MOST_BEGUN + " files at the same time");
        }
        begun.add(id);
        return file;
    }

    /** Throws when nobody waits for it. */
    F get(int id) throws IOException {
        F file = files.get(id);
        if (file == null) {
            throw new IOException("content for entry " + id + ", which was not asked for");
        }
        return file;
    }

    /** All of its content has come. */
    void remove(int id) {
        files.remove(id);
        begun.remove(id);
    }

    /** Those that are left. */
    Collection<F> rest() {
        return files.values();
    }
}
