package dev.jbuild.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A text of which parts are known only when images have been pushed.
 *
 * @param parts in order; what they say stands behind each other
 */
public record LateText(List<Part> parts) {
    public LateText {
        parts = List.copyOf(parts);
    }

    /** Whether all of it is known before the build. */
    public boolean isKnown() {
        return images().isEmpty();
    }

    /** The images that it names, in order. */
    public List<Part.Image> images() {
        return parts.stream()
                .filter(Part.Image.class::isInstance)
                .map(Part.Image.class::cast)
                .toList();
    }

    /** A part of a text. */
    public sealed interface Part {
        /** As it is written. */
        record Plain(String text) implements Part {}

        /**
         * Where a pushed image is.
         *
         * @param span where the build file asks for it
         */
        record Image(ImageChoice choice, Form form, SourceSpan span) implements Part {}
    }

    /**
     * Which image is meant.
     *
     * @param arguments what the target was built with
     * @param name one of the names of the image; absent means the first
     * @param platform absent means all that it was built for
     */
    public record ImageChoice(
            TargetRef target,
            SortedMap<String, String> arguments,
            Optional<ImageName> name,
            Optional<Platform> platform) {
        public ImageChoice {
            arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
        }
    }

    /** How an image is named. */
    public enum Form {
        /** {@code registry/repository@sha256:...}. */
        REFERENCE,
        /** {@code sha256:...}. */
        DIGEST
    }
}
