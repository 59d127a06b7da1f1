package dev.jbuild.buildkit;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/**
 * A build that succeeded.
 *
 * @param value what the work returned
 * @param exporterResponse what the exporters report; with several the last one's word stands
 */
public record BuildOutcome<T extends @Nullable Object>(
        T value, Map<String, String> exporterResponse) {

    public BuildOutcome {
        exporterResponse = Map.copyOf(exporterResponse);
    }

    /**
     * Digest of the exported manifest or index; with the graph driver store that of the image's
     * config, its id.
     */
    public Optional<String> imageDigest() {
        return Optional.ofNullable(exporterResponse.get("containerimage.digest"));
    }

    /**
     * Digest of the exported image's config; only for a single platform, and not from Docker 20.10.
     */
    public Optional<String> configDigest() {
        return Optional.ofNullable(exporterResponse.get("containerimage.config.digest"));
    }

    /** The comma-separated names under which the image was exported. */
    public Optional<String> imageName() {
        return Optional.ofNullable(exporterResponse.get("image.name"));
    }
}
