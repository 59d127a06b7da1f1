package dev.jbuild.cdn.publish;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The texts of the releases that an origin keeps, each checked against its name. */
final class ReleaseTexts {
    private final Origin origin;
    private final BlobStore blobs;

    /** Those that were read: one step of a publication after the other asks for the same few. */
    private final Map<Digest, Release> known = new HashMap<>();

    /**
     * @param blobs has those that were published or read from here
     */
    ReleaseTexts(Origin origin, BlobStore blobs) {
        this.origin = origin;
        this.blobs = blobs;
    }

    /**
     * Reads a release that has to be there.
     *
     * @throws EnvironmentFailure {@code cdn-release-gone} when it is not
     */
    Release read(Digest id) throws BuildException, IOException {
        Optional<Release> found = find(id);
        if (found.isPresent()) {
            return found.get();
        }
        throw new EnvironmentFailure(
                "cdn-release-gone",
                origin.name() + " has lost the list of release " + Publisher.shortened(id),
                "publish again; if that is refused too, restore `.jbuild/releases` from a backup",
                null);
    }

    List<Release> read(List<Digest> ids) throws BuildException, IOException {
        List<Release> releases = new ArrayList<>();
        for (Digest id : ids) {
            releases.add(read(id));
        }
        return releases;
    }

    /** Those that are there. */
    List<Release> found(List<Digest> ids) throws BuildException, IOException {
        List<Release> releases = new ArrayList<>();
        for (Digest id : ids) {
            find(id).ifPresent(releases::add);
        }
        return releases;
    }

    Optional<Release> read(Optional<Digest> id) throws BuildException, IOException {
        return id.isPresent() ? Optional.of(read(id.get())) : Optional.empty();
    }

    Optional<Release> find(Digest id) throws BuildException, IOException {
        @Nullable Release before = known.get(id);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<Release> found = look(id);
        found.ifPresent(release -> known.put(id, release));
        return found;
    }

    /** The releases that are switched along with one: those that are kept beside it. */
    List<Release> others(Optional<Origin.Version> at, Digest release)
            throws BuildException, IOException {
        if (!origin.isSwitched() || at.isEmpty()) {
            return List.of();
        }
        List<Digest> others = new ArrayList<>(at.get().pointer().releases());
        others.remove(release);
        return read(others);
    }

    private Optional<Release> look(Digest id) throws BuildException, IOException {
        Optional<byte[]> here = blobs.read(id);
        Optional<byte[]> text = here.isPresent() ? here : origin.release(id);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!Digest.of(text.get()).equals(id)) {
            throw new EnvironmentFailure(
                    "cdn-tampered",
                    "the list of release "
                            + Publisher.shortened(id)
                            + " on "
                            + origin.name()
                            + " is not what was published",
                    "find out who changed it; another release can be rolled back to",
                    null);
        }
        if (here.isEmpty()) {
            blobs.put(text.get());
        }
        try {
            return Optional.of(Release.decode(id, text.get()));
        } catch (IllegalArgumentException e) {
            throw new EnvironmentFailure(
                    "cdn-other-version",
                    "release "
                            + Publisher.shortened(id)
                            + " on "
                            + origin.name()
                            + " was published by another version of jbuild",
                    "use that one",
                    e);
        }
    }
}
