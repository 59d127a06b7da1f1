package dev.jbuild.buildkit.llb;

import org.jspecify.annotations.Nullable;

/**
 * What is said about an operation without being part of it: neither digest nor cache key know it.
 *
 * @param name shown in progress instead of the default name; empty keeps the default
 * @param ignoreCache run the operation even if its result is known; all that depends on it sees the
 *     new result
 * @param exportCache false keeps the operation out of exported caches
 * @param group puts the operation under a common heading in progress
 */
public record Remarks(
        String name, boolean ignoreCache, boolean exportCache, @Nullable ProgressGroup group) {

    public static final Remarks NONE = new Remarks("", false, true, null);

    /** A display name only. */
    public static Remarks named(String name) {
        return NONE.withName(name);
    }

    public Remarks withName(String name) {
        return new Remarks(name, ignoreCache, exportCache, group);
    }

    public Remarks withIgnoreCache(boolean ignoreCache) {
        return new Remarks(name, ignoreCache, exportCache, group);
    }

    public Remarks withExportCache(boolean exportCache) {
        return new Remarks(name, ignoreCache, exportCache, group);
    }

    public Remarks withGroup(ProgressGroup group) {
        return new Remarks(name, ignoreCache, exportCache, group);
    }

    /**
     * What holds for an operation that two parts of a graph remark upon: the first name, and each
     * wish for a rerun.
     */
    Remarks and(Remarks other) {
        return new Remarks(
                name.isEmpty() ? other.name : name,
                ignoreCache || other.ignoreCache,
                exportCache && other.exportCache,
                group == null ? other.group : group);
    }
}
