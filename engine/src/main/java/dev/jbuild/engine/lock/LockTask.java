package dev.jbuild.engine.lock;

import java.util.List;

/** What is to be done with a lock file by itself, without a build. */
public sealed interface LockTask {
    /** Adds what is missing. */
    record Complete() implements LockTask {}

    /**
     * Looks up anew what names stand for.
     *
     * @param patterns which names, as full names or the short ones that build files have, with
     *     {@code *} for any text; empty for all
     */
    record Update(List<String> patterns) implements LockTask {
        public Update {
            patterns = List.copyOf(patterns);
        }
    }

    /** Changes nothing, and fails if something is missing. */
    record Check() implements LockTask {}
}
