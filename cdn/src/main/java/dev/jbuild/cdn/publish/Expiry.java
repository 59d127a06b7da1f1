package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.Origin.Discarded;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which releases may go, and what goes with them. */
final class Expiry {
    private Expiry() {}

    /**
     * Releases that are not among the latest, and were not served for some time. Visitors may have
     * pages of an older release open, which still ask for its files; so do those who already get
     * pages of one that is being put in place.
     */
    static List<Digest> of(Pointer pointer, int keep, Duration grace, Instant now) {
        List<Digest> releases = pointer.releases();
        List<Digest> gone = new ArrayList<>();
        for (Digest release :
                releases.subList(Math.min(Math.max(keep, 1), releases.size()), releases.size())) {
            boolean claimed =
                    pointer.claim().filter(claim -> claim.release().equals(release)).isPresent();
            if (!claimed && replaced(pointer, release).plus(grace).isBefore(now)) {
                gone.add(release);
            }
        }
        return gone;
    }

    /** When something else was served instead of a release that is not served. */
    private static Instant replaced(Pointer pointer, Digest release) {
        Instant next = Instant.MAX;
        for (Pointer.Served served : pointer.history()) {
            if (served.release().equals(release)) {
                return next;
            }
            next = served.since();
        }
        throw new IllegalArgumentException("not in the history: " + release);
    }

    static Discarded discarded(List<Digest> ids, List<Release> removed, List<Release> remaining) {
        Needs gone = new Needs(removed);
        Needs needed = new Needs(remaining);
        gone.paths.removeAll(needed.paths);
        // A path that was hashed once may be a plain file today.
        gone.paths.removeAll(needed.plainPaths);
        gone.contents.removeAll(needed.contents);
        return new Discarded(ids, List.copyOf(gone.paths), List.copyOf(gone.contents));
    }

    /** What some releases need. */
    private static final class Needs {
        private final Set<String> paths = new TreeSet<>();
        private final Set<String> plainPaths = new HashSet<>();
        private final Set<Digest> contents = new TreeSet<>();

        Needs(List<Release> releases) {
            for (Release release : releases) {
                for (ReleaseFile file : release.files()) {
                    add(file, file.path(), file.content());
                    for (Map.Entry<Codec, Stored> sibling : file.siblings().entrySet()) {
                        add(file, file.path() + sibling.getKey().suffix(), sibling.getValue());
                    }
                }
            }
        }

        private void add(ReleaseFile file, String path, Stored content) {
            contents.add(content.digest());
            if (file.immutable()) {
                paths.add(path);
            } else {
                plainPaths.add(path);
            }
        }
    }
}
