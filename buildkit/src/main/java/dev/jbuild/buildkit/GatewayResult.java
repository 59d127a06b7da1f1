package dev.jbuild.buildkit;

import dev.jbuild.buildkit.llb.Platform;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a build hands to its exports. An image config is the JSON of an OCI image config; {@code
 * rootfs}, {@code history} and {@code created} may be empty, the daemon fills them in. An empty
 * text stands for the daemon's default config.
 *
 * <p>A base config is that of the image that a tree begins with, whose layers are never rewritten;
 * an empty text says that there is none, or that it does not matter.
 */
public sealed interface GatewayResult {

    /** Nothing: the exports do not run. */
    static GatewayResult none() {
        return new None();
    }

    /** One tree. */
    static GatewayResult single(Ref ref, String imageConfig) {
        return single(ref, imageConfig, "");
    }

    /** One tree. */
    static GatewayResult single(Ref ref, String imageConfig, String baseConfig) {
        return new Single(ref, imageConfig, baseConfig);
    }

    /** A tree for each platform. */
    static GatewayResult platforms(List<PlatformResult> results) {
        return new Platforms(results);
    }

    /** Nothing to export. */
    record None() implements GatewayResult {}

    /** One tree. */
    record Single(Ref ref, String imageConfig, String baseConfig) implements GatewayResult {}

    /**
     * A tree for each platform; exported as an index, or as directories named {@code linux_amd64}
     * and so on.
     */
    record Platforms(List<PlatformResult> results) implements GatewayResult {

        /** Throws {@link IllegalArgumentException} when empty or when a platform occurs twice. */
        public Platforms {
            results = List.copyOf(results);
            Set<Platform> seen = new HashSet<>();
            results.forEach(
                    result -> {
                        if (!seen.add(result.platform())) {
                            throw new IllegalArgumentException(
                                    "two results for " + result.platform());
                        }
                    });
            if (results.isEmpty()) {
                throw new IllegalArgumentException("no platform");
            }
        }
    }

    /** The tree of one platform. */
    record PlatformResult(Platform platform, Ref ref, String imageConfig, String baseConfig) {
        public PlatformResult(Platform platform, Ref ref, String imageConfig) {
            this(platform, ref, imageConfig, "");
        }
    }
}
