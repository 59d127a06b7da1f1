package dev.jbuild.model;

import java.util.List;

/**
 * A target, evaluated for one platform and one set of arguments.
 *
 * @param runsOn the platform that its steps run on: that of the id, or the native one for a target
 *     that makes the result of another platform without emulation
 * @param doc what the target is for, empty when the build file does not say
 * @param span where the target is declared
 */
public record Recipe(RecipeId id, Platform runsOn, String doc, List<Step> steps, SourceSpan span) {
    public Recipe {
        steps = List.copyOf(steps);
    }
}
