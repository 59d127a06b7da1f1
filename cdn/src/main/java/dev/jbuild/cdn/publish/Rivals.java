package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Others who publish to the same origin, as far as its pointer tells of them. */
final class Rivals {
    /** A publication that serves its files takes seconds; one that is older was killed. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Origin origin;
    private final InstantSource clock;

    Rivals(Origin origin, InstantSource clock) {
        this.origin = origin;
        this.clock = clock;
    }

    /** Makes sure that nobody else is at work, but on the same release. */
    void requireFree(Optional<Origin.Version> at, Digest release, boolean takeOver)
            throws EnvironmentFailure {
        if (at.isEmpty()) {
            return;
        }
        Pointer pointer = at.get().pointer();
        if (!pointer.expiring().isEmpty()) {
            throw new EnvironmentFailure(
                    "cdn-expiring",
                    "an expiry of " + origin.name() + " has not ended",
                    "wait for it, or run `jbuild cdn expire` to end one that was killed",
                    null);
        }
        requireNoClaim(pointer, Optional.of(release), takeOver);
    }

    /**
     * Makes sure that nothing is being published.
     *
     * @param release that may be
     * @param takeOver whether a publication under way is taken for dead
     */
    void requireNoClaim(Pointer pointer, Optional<Digest> release, boolean takeOver)
            throws EnvironmentFailure {
        if (pointer.claim().isEmpty() || takeOver) {
            return;
        }
        Pointer.Claim claim = pointer.claim().get();
        Instant dead = claim.since().plus(PATIENCE);
        if (release.equals(Optional.of(claim.release())) || clock.instant().isAfter(dead)) {
            return;
        }
        throw new EnvironmentFailure(
                "cdn-busy",
                "release "
                        + Publisher.shortened(claim.release())
                        + " is being published to "
                        + origin.name()
                        + " since "
                        + claim.since(),
                "wait for it, at most until "
                        + dead
                        + "; if that publisher is dead, `jbuild cdn plan +target --save FILE` and"
                        + " `jbuild cdn publish FILE --take-over` go on at once, as do `jbuild cdn"
                        + " rollback` and `jbuild cdn expire` with `--take-over`",
                null);
    }

    /** Says what somebody has done meanwhile. */
    EnvironmentFailure moved(Optional<Origin.Version> at) {
        Optional<Pointer> pointer = at.map(Origin.Version::pointer);
        String winner =
                pointer.flatMap(Pointer::claim)
                        .map(
                                claim ->
                                        "release "
                                                + Publisher.shortened(claim.release())
                                                + " is on its way to ")
                        .or(
                                () ->
                                        pointer.flatMap(Pointer::live)
                                                .map(
                                                        live ->
                                                                "release "
                                                                        + Publisher.shortened(live)
                                                                        + " went to "))
                        .orElse("something happened to ");
        return new EnvironmentFailure(
                "cdn-moved",
                winner + origin.name() + " in the meantime",
                "look whether that is what you want, and publish again",
                null);
    }
}
