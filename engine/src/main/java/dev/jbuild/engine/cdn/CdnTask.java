package dev.jbuild.engine.cdn;

import dev.jbuild.model.Digest;

import java.time.Duration;
import java.util.Optional;

/** What is to be done with an origin. */
public sealed interface CdnTask {
    /** Says what it serves and keeps. */
    record Releases() implements CdnTask {}

    /**
     * Publishes what was planned.
     *
     * @param tag the state of the origin that the plan starts from; empty when nothing was there
     * @param takeOver whether a publication under way is taken for dead
     */
    record Publish(Digest release, Optional<String> tag, boolean takeOver) implements CdnTask {}

    /**
     * Serves again what was served before.
     *
     * @param release the first digits of its name; empty for the one before the one that is served
     * @param takeOver whether a publication under way is taken for dead
     */
    record Rollback(Optional<String> release, boolean takeOver) implements CdnTask {}

    /**
     * Removes releases that are too many and too old.
     *
     * @param keep how many stay in any case
     * @param grace how long one stays after another took its place
     * @param takeOver whether a publication under way is taken for dead
     */
    record Expire(int keep, Duration grace, boolean takeOver) implements CdnTask {}
}
