package dev.jbuild.buildkit.session;

import java.util.List;
import java.util.function.Supplier;

/**
 * Which entries of a directory are sent. Paths are relative, with {@code /} between names.
 * Directories above a chosen entry are sent as well, chosen or not.
 */
public sealed interface FileSelection {

    /** Everything. */
    static FileSelection all() {
        return matching((path, directory) -> Choice.SEND);
    }

    /** What the filter chooses, asked while the directory is walked. */
    static FileSelection matching(EntryFilter filter) {
        return new Matching(filter);
    }

    /**
     * Exactly these paths, in any order; a directory is sent without what is in it. Missing ones
     * are an error.
     */
    static FileSelection listed(List<String> paths) {
        List<String> copy = List.copyOf(paths);
        return new Listed(() -> copy);
    }

    /**
     * As {@link #listed(List)}; asked when the daemon wants the directory, on a thread of the
     * session.
     */
    static FileSelection listed(Supplier<List<String>> paths) {
        return new Listed(paths);
    }

    /** Chooses while walking. */
    record Matching(EntryFilter filter) implements FileSelection {}

    /** Chosen beforehand. */
    record Listed(Supplier<List<String>> paths) implements FileSelection {}

    /** Decides on one entry. Called from threads of the session. */
    @FunctionalInterface
    interface EntryFilter {
        /**
         * The fate of an entry.
         *
         * @param path relative to the directory
         * @param directory whether it is a directory; a link to one is not
         */
        Choice choose(String path, boolean directory);
    }

    /** What becomes of an entry. */
    enum Choice {
        /** Send it, and look into it if it is a directory. */
        SEND,
        /** Do not send it for its own sake, but look into it if it is a directory. */
        ENTER,
        /** Neither send it nor look into it. */
        SKIP
    }
}
