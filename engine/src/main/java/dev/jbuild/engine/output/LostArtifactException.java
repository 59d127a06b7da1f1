package dev.jbuild.engine.output;

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
}
