package dev.jbuild.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Target, platform and arguments: what tells one node of a build from another. Equal requests are
 * one node.
 *
 * @param platform the platform of the result; for a target whose result is the same everywhere, the
 *     native one
 * @param arguments what a caller passed to the target, by name
 */
public record RecipeId(TargetRef target, Platform platform, SortedMap<String, String> arguments)
        implements Comparable<RecipeId> {
    public RecipeId {
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
    }

    public RecipeId(TargetRef target, Platform platform) {
        this(target, platform, new TreeMap<>(Map.of()));
    }

    @Override
    public int compareTo(RecipeId other) {
        return toString().compareTo(other.toString());
    }

    /** {@code +name linux/amd64 {K=V}}, with the arguments only where there are any. */
    @Override
    public String toString() {
        return target + " " + platform + (arguments.isEmpty() ? "" : " " + arguments);
    }
}
