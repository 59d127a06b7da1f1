package dev.jbuild.engine.cdn;

import dev.jbuild.model.Digest;

import java.time.Instant;
import java.util.List;

/**
 * An origin after a task.
 *
 * @param kept the releases that it keeps, the one that is served first
 * @param removed the releases that were removed
 */
public record CdnReport(String origin, List<Kept> kept, List<Digest> removed) {
    public CdnReport {
        kept = List.copyOf(kept);
        removed = List.copyOf(removed);
    }

    /** A release, and since when it was last served. */
    public record Kept(Digest release, Instant since) {}
}
