package dev.jbuild.engine.base;

import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.SourceSpan;

import java.util.Optional;

/**
 * What a base image stands for.
 *
 * @param reference what the builder finds the image by
 * @param index digest of the manifest or index; absent for an image that only the engine has, which
 *     nobody else could look up
 * @param id digest of the image's configuration on the platform that was asked for, which names its
 *     content
 * @param span where the build file asks for it
 */
public record BasePin(String reference, Optional<Digest> index, Digest id, SourceSpan span) {
    private static final Digest UNKNOWN = Digest.of(new byte[0]);

    /**
     * An image whose index and image id are known.
     *
     * @param place where it is fetched from
     */
    public static BasePin of(ImageName place, Digest index, Digest id, SourceSpan span) {
        return new BasePin(place.at(index).toString(), Optional.of(index), id, span);
    }

    /** Stands in for an image that nobody has looked up: no key with it has a result. */
    public static BasePin unknown(SourceSpan span) {
        return new BasePin("", Optional.empty(), UNKNOWN, span);
    }

    /** Whether it is known what the image stands for. */
    public boolean isKnown() {
        return !id.equals(UNKNOWN);
    }
}
