package dev.jbuild.model;

import java.util.List;

/**
 * What a listing shows of a target.
 *
 * @param doc empty when the build file does not say
 * @param platforms those that it chooses, for itself or for what it builds; none when it is made
 *     for whatever is asked for
 */
public record TargetInfo(TargetRef target, String doc, List<Platform> platforms, SourceSpan span) {
    public TargetInfo {
        platforms = List.copyOf(platforms);
    }
}
