package dev.jbuild.engine.plan;

import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * That a recipe needs another one.
 *
 * @param recipe the other one
 */
public record Need(Kind kind, RecipeId recipe) {
    /** What for. */
    public enum Kind {
        /** Its file system is what this one starts from. */
        FROM,
        /** Its artifacts are copied, or mounted in runs. */
        COPY,
        /** A container of it is beside runs. */
        SERVICE,
        /** It has to succeed before, and nothing of it is used. */
        NEEDS,
        /** It is built and delivered along, and not waited for. */
        BUILD
    }

    /** Without repetition, in the order of the steps. */
    public static List<Need> of(Recipe recipe) {
        Set<Need> needs = new LinkedHashSet<>();
        for (Step step : recipe.steps()) {
            if (step instanceof Step.From(Step.Base.Target(RecipeId other), var _)) {
                needs.add(new Need(Kind.FROM, other));
            } else if (step instanceof Step.Copy copy) {
                of(copy).ifPresent(needs::add);
            } else if (step instanceof Step.Run run) {
                run.mounts().forEach(mount -> of(mount).ifPresent(needs::add));
            } else if (step instanceof Step.Service service
                    && service.base() instanceof Step.Base.Target(RecipeId other)) {
                needs.add(new Need(Kind.SERVICE, other));
            } else if (step instanceof Step.Needs waiting) {
                waiting.recipes().forEach(other -> needs.add(new Need(Kind.NEEDS, other)));
            } else if (step instanceof Step.Build build) {
                build.recipes().forEach(other -> needs.add(new Need(Kind.BUILD, other)));
            }
        }
        return List.copyOf(needs);
    }

    private static Optional<Need> of(Step.Copy copy) {
        return copy.source() instanceof Step.CopySource.Artifact(RecipeId other, var _)
                ? Optional.of(new Need(Kind.COPY, other))
                : Optional.empty();
    }
}
