package dev.jbuild.cdn.origin;

import dev.jbuild.model.Digest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an origin serves, served before and is about to serve. The one object of an origin that
 * changes in place; whoever changes it says which version it is that he read.
 *
 * @param sequence grows with every change of what is served or kept
 * @param clock seconds since 1970, more than in any pointer before: the time for files that change
 *     with this one
 * @param guarded whether the origin keeps the conditions of a write
 * @param history what was served, the latest first
 * @param claim the publication under way
 * @param expiring releases whose files are being removed
 */
public record Pointer(
        long sequence,
        long clock,
        boolean guarded,
        List<Served> history,
        Optional<Claim> claim,
        List<Digest> expiring) {

    public Pointer {
        history = List.copyOf(history);
        expiring = List.copyOf(expiring);
    }

    /** A release that was served from a moment on. */
    public record Served(Digest release, Instant since) {}

    /**
     * A release that is being put in place of the one that is served: files that keep their names
     * may be of either.
     */
    public record Claim(Digest release, Instant since) {}

    /** Of an origin that has served nothing. */
    public static Pointer first(boolean guarded) {
        return new Pointer(0, 0, guarded, List.of(), Optional.empty(), List.of());
    }

    /** The release that is served. */
    public Optional<Digest> live() {
        return history.isEmpty() ? Optional.empty() : Optional.of(history.getFirst().release());
    }

    /** The releases that the origin keeps, each once, the latest first. */
    public List<Digest> releases() {
        return history.stream().map(Served::release).distinct().toList();
    }

    public Pointer claimed(Digest release, Instant now) {
        return new Pointer(
                sequence,
                tick(now),
                guarded,
                history,
                Optional.of(new Claim(release, now)),
                expiring);
    }

    /** After a claim that led to nothing that anybody could see. */
    public Pointer claimedAsBefore(Pointer before) {
        return new Pointer(sequence, clock, guarded, history, before.claim, expiring);
    }

    public Pointer serving(Digest release, Instant now) {
        List<Served> next = new ArrayList<>(history);
        next.addFirst(new Served(release, now));
        return new Pointer(
                sequence + 1,
                claim.isPresent() ? clock : tick(now),
                guarded,
                next,
                Optional.empty(),
                expiring);
    }

    public Pointer withoutReleases(List<Digest> gone) {
        return new Pointer(
                sequence + 1,
                clock,
                guarded,
                history.stream().filter(served -> !gone.contains(served.release())).toList(),
                claim,
                gone);
    }

    public Pointer expired() {
        return new Pointer(sequence + 1, clock, guarded, history, claim, List.of());
    }

    private long tick(Instant now) {
        return Math.max(now.getEpochSecond(), clock + 1);
    }

    /** The canonical form. */
    public byte[] encode() {
        return PointerText.write(this);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when the bytes are anything else
     */
    public static Pointer decode(byte[] bytes) {
        return PointerText.read(bytes);
    }
}
