package dev.jbuild.dsl;

import dev.jbuild.dsl.script.EvaluatedTarget;
import dev.jbuild.dsl.script.TargetDeclaration;
import dev.jbuild.model.Project;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * What has been evaluated, by the recipe that it turned out to be: a target that chooses its
 * platform is asked for under several ids and is one recipe.
 */
final class Recipes {
    private final Map<RecipeId, RecipeId> canonical = new HashMap<>();
    private final SequencedMap<RecipeId, Evaluated> evaluated = new LinkedHashMap<>();

    /** A target and what it does in one recipe. */
    record Evaluated(TargetDeclaration target, EvaluatedTarget result) {}

    int size() {
        return canonical.size();
    }

    boolean knows(RecipeId asked) {
        return canonical.containsKey(asked);
    }

    /** Whether the recipe is new, and not one that was asked for under another id before. */
    boolean add(RecipeId asked, TargetDeclaration target, EvaluatedTarget result) {
        RecipeId id = new RecipeId(asked.target(), result.platform(), asked.arguments());
        canonical.put(asked, id);
        canonical.put(id, id);
        return evaluated.putIfAbsent(id, new Evaluated(target, result)) == null;
    }

    /** The recipe that an id asks for. */
    RecipeId canonical(RecipeId asked) {
        return Objects.requireNonNull(canonical.get(asked));
    }

    /** What a canonical recipe does. */
    EvaluatedTarget result(RecipeId id) {
        return Objects.requireNonNull(evaluated.get(id)).result();
    }

    /** All recipes, in the order in which they were reached. */
    SequencedMap<RecipeId, Evaluated> all() {
        return evaluated;
    }

    Project project(List<RecipeId> goals) {
        SequencedMap<RecipeId, Recipe> recipes = new LinkedHashMap<>();
        evaluated.forEach((id, entry) -> recipes.put(id, recipe(id, entry)));
        List<RecipeId> reached = goals.stream().map(this::canonical).distinct().toList();
        return new Project(reached, recipes);
    }

    private Recipe recipe(RecipeId id, Evaluated entry) {
        return new Recipe(
                id,
                entry.result().runsOn(),
                entry.result().doc(),
                entry.result().steps().stream().map(this::canonical).toList(),
                entry.target().span(),
                entry.result().callers());
    }

    private Step canonical(Step step) {
        return switch (step) {
            case Step.From(Step.Base.Target(var asked), var span) ->
                    new Step.From(new Step.Base.Target(canonical(asked)), span);
            case Step.Copy copy -> canonical(copy);
            case Step.Run run when !run.mounts().isEmpty() ->
                    new Step.Run(
                            run.command(),
                            run.options()
                                    .mounting(run.mounts().stream().map(this::canonical).toList()),
                            run.span());
            case Step.Service(
                            var name,
                            Step.Base.Target(var asked),
                            var _,
                            var options,
                            var span) -> {
                RecipeId recipe = canonical(asked);
                yield new Step.Service(
                        name, new Step.Base.Target(recipe), recipe.platform(), options, span);
            }
            case Step.Build(var asked, var span) -> new Step.Build(canonical(asked), span);
            case Step.Needs(var asked, var span) -> new Step.Needs(canonical(asked), span);
            default -> step;
        };
    }

    private Step.Copy canonical(Step.Copy copy) {
        return copy.source() instanceof Step.CopySource.Artifact(var asked, var path)
                ? new Step.Copy(
                        new Step.CopySource.Artifact(canonical(asked), path),
                        copy.into(),
                        copy.options(),
                        copy.span())
                : copy;
    }

    /** The recipes that ids ask for, each once. */
    private List<RecipeId> canonical(List<RecipeId> asked) {
        return asked.stream().map(this::canonical).distinct().toList();
    }
}
