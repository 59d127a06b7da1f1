package dev.jbuild.buildkit.llb;

import java.util.Map;
import java.util.SortedMap;

/**
 * The file system of an image.
 *
 * @param reference full name with registry and tag, as in {@code
 *     docker.io/library/debian:bookworm}, ideally with {@code @sha256:…}: then nothing is resolved
 *     again. The daemon completes no names here
 */
public record ImageSource(String reference, Platform platform, ResolveMode mode)
        implements SourceOp {

    /** Throws {@link IllegalArgumentException} for a name without a registry. */
    public ImageSource {
        ImageReferences.requireComplete(reference);
    }

    public ImageSource(String reference, Platform platform) {
        this(reference, platform, ResolveMode.DEFAULT);
    }

    @Override
    public String identifier() {
        return "docker-image://" + reference;
    }

    @Override
    public SortedMap<String, String> attributes() {
        return SourceOp.given(
                Map.of("image.resolvemode", mode == ResolveMode.DEFAULT ? "" : mode.wireName()));
    }
}
