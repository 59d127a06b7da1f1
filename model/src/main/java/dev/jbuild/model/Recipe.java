package dev.jbuild.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A target, evaluated for one platform and one set of arguments.
 *
 * @param runsOn the platform that its steps run on: that of the id, or the native one for a target
 *     that makes the result of another platform without emulation
 * @param doc what the target is for, empty when the build file does not say
 * @param span where the target is declared
 * @param callers of steps that are written in a function or the like, by index: the places that led
 *     there, innermost first. Never part of a result's identity
 */
public record Recipe(
        RecipeId id,
        Platform runsOn,
        String doc,
        List<Step> steps,
        SourceSpan span,
        SortedMap<Integer, List<SourceSpan>> callers) {
    public Recipe {
        steps = List.copyOf(steps);
        callers = Collections.unmodifiableSortedMap(new TreeMap<>(callers));
    }

    public Recipe(RecipeId id, Platform runsOn, String doc, List<Step> steps, SourceSpan span) {
        this(id, runsOn, doc, steps, span, Collections.emptySortedMap());
    }

    /**
     * The places that led to a step, innermost first; none where it stands in the target itself.
     */
    public List<SourceSpan> callers(int step) {
        return callers.getOrDefault(step, List.of());
    }
}
