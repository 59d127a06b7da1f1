package dev.jbuild.engine.lock;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Platform;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the lock holds of one image name.
 *
 * @param index digest of the manifest or index that the name is pinned to
 * @param platforms the image id (digest of the configuration) of each platform that was asked for;
 *     the index decides them, so that they can be looked up again
 */
public record LockedImage(Digest index, SortedMap<Platform, Digest> platforms) {
    public LockedImage {
        platforms = Collections.unmodifiableSortedMap(new TreeMap<>(platforms));
    }

    public LockedImage(Digest index) {
        this(index, new TreeMap<>());
    }

    /** The image id of a platform, absent when nobody asked for that platform yet. */
    public Optional<Digest> id(Platform platform) {
        return Optional.ofNullable(platforms.get(platform));
    }

    /** This image with further platforms. */
    public LockedImage with(Map<Platform, Digest> more) {
        SortedMap<Platform, Digest> all = new TreeMap<>(platforms);
        all.putAll(more);
        return new LockedImage(index, all);
    }
}
