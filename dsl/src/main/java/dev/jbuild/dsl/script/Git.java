package dev.jbuild.dsl.script;

import org.jspecify.annotations.Nullable;

/** The commit that the project is at, as {@code git} in a build file; null outside a repository. */
public interface Git {
    /** The full name of the commit. */
    @Nullable String getHash();

    /** The first seven digits of the name. */
    @Nullable String getShortHash();

    /** The branch; null when none is checked out. */
    @Nullable String getBranch();

    /** A tag that names this commit, the last in order where there are several. */
    @Nullable String getTag();

    /** When the commit was made, in seconds since 1970. */
    @Nullable Long getTimestamp();

    /** Whether a tracked file differs from the commit, or a file is untracked and not ignored. */
    @Nullable Boolean getDirty();
}
