package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes releases with the files that only they need. */
record Removal(
        Origin origin,
        ReleaseTexts texts,
        Rivals rivals,
        Switching switching,
        InstantSource clock) {
    /**
     * Removes those that are too many and too old. Never the one that is served.
     *
     * @param keep how many releases stay in any case
     * @param grace how long a release stays after another took its place
     * @param takeOver whether a publication under way is taken for dead
     * @return the releases that were removed
     */
    List<Digest> expire(int keep, Duration grace, boolean takeOver)
            throws BuildException, IOException {
        Optional<Origin.Version> at = origin.pointer();
        if (at.isEmpty()) {
            return List.of();
        }
        rivals.requireNoClaim(at.get().pointer(), Optional.empty(), takeOver);
        Pointer pointer = at.get().pointer();
        List<Digest> gone = new ArrayList<>(pointer.expiring());
        gone.addAll(Expiry.of(pointer, keep, grace, clock.instant()));
        if (gone.isEmpty()) {
            return List.of();
        }
        Origin.Version version = switching.point(pointer.withoutReleases(gone), at);
        List<Release> remaining = new ArrayList<>(texts.read(version.pointer().releases()));
        if (pointer.claim().isPresent()) {
            // Whoever began it may only be slow, and has files there that it shares with these.
            texts.find(pointer.claim().get().release()).ifPresent(remaining::add);
        }
        List<Release> removed = new ArrayList<>();
        for (Digest id : gone) {
            if (pointer.expiring().contains(id)) {
                // Its list goes last, so that without one there is nothing left to remove.
                texts.find(id).ifPresent(removed::add);
            } else {
                removed.add(texts.read(id));
            }
        }
        origin.discard(Expiry.discarded(gone, removed, remaining));
        switching.point(version.pointer().expired(), Optional.of(version));
        return gone;
    }
}
