package dev.jbuild.buildkit;

import org.jspecify.annotations.Nullable;

/**
 * The end of a build's work.
 *
 * @param value for the caller
 * @param result for the exports
 */
public record Finish<T extends @Nullable Object>(T value, GatewayResult result) {

    /** A value, and nothing to export. */
    public static <T extends @Nullable Object> Finish<T> with(T value) {
        return new Finish<>(value, GatewayResult.none());
    }
}
