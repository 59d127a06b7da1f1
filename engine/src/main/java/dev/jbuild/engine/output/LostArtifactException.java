package dev.jbuild.engine.output;

import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

/**
 * Something that was fetched from the builder turns out to be damaged or gone. Fetching it again
 * helps.
 */
public final class LostArtifactException extends Exception {
    private static final long serialVersionUID = 1L;

    public LostArtifactException() {
        this(null);
    }

    LostArtifactException(@Nullable Throwable cause) {
        super("an artifact is not in the cache any more", cause);
    }

    /** What to tell when it was fetched again, which did not help. */
    public EnvironmentFailure lostAgain() {
        return new EnvironmentFailure(
                "cache-failed",
                "what was put into the cache is not in it any more: " + getMessage(),
                "check the disk of the cache folder; `jbuild cache verify` reads all of it",
                this);
    }
}
