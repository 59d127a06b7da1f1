package dev.jbuild.model;

import java.util.List;
import java.util.Optional;

/**
 * An argument as a build file declares it.
 *
 * @param doc empty when the build file does not say
 * @param fallback the value when nobody gives one; empty for none
 * @param required whether a build without a value fails
 * @param choices the values that it takes; empty for any
 */
public record ArgumentInfo(
        String name,
        String doc,
        Optional<String> fallback,
        boolean required,
        List<String> choices,
        SourceSpan span) {
    public ArgumentInfo {
        choices = List.copyOf(choices);
    }
}
