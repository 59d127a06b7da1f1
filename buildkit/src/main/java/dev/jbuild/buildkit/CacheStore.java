package dev.jbuild.buildkit;

import java.util.Map;

/**
 * A place that build results are cached in or taken from, beyond the daemon's own.
 *
 * @param type {@code registry}, {@code inline}, {@code s3}, {@code gha}, {@code azblob}
 * @param attributes as the type knows them; for {@code registry} at least {@code ref}
 */
public record CacheStore(String type, Map<String, String> attributes) {

    public CacheStore {
        attributes = Map.copyOf(attributes);
    }
}
