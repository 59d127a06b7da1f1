package dev.jbuild.buildkit.session;

import java.util.Optional;

/** Gives secrets to steps that ask for them. */
@FunctionalInterface
public interface SecretSource {

    /** Knows none. */
    SecretSource NONE = id -> Optional.empty();

    /**
     * The secret with this id, at most 500 KiB, or nothing when there is none. Called from threads
     * of the session, for each step that asks; what it throws fails that step.
     */
    Optional<byte[]> secret(String id);
}
