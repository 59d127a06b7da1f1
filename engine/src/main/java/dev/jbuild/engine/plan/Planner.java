package dev.jbuild.engine.plan;

import dev.jbuild.model.Project;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.UserMistake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Plans a project.
 *
 * <p>Three relations lead from recipe to recipe. <em>Use</em> ({@code from}, {@code copy}) makes
 * one node wait for another and take what it yields; <em>need</em> only makes it wait.
 * <em>Build</em> makes another target part of the request: only targets that were asked for, or are
 * reached from those by {@code build}, deliver. A target that does nothing but build others has no
 * file system and is no node.
 */
public final class Planner {
    private final Project project;
    private final LinkedHashMap<RecipeId, PlanNode> nodes = new LinkedHashMap<>();
    private final Set<RecipeId> open = new HashSet<>();

    private Planner(Project project) {
        this.project = project;
    }

    /**
     * Plans {@code project}.
     *
     * @throws UserMistake when two results claim one place
     */
    public static Plan plan(Project project) throws UserMistake {
        Planner planner = new Planner(project);
        List<Recipe> requested =
                planner.reached(project.goals()).stream().filter(Planner::hasFileSystem).toList();
        requested.forEach(planner::add);
        return new Plan(
                planner.nodes, requested.stream().map(Recipe::id).toList(), Outputs.of(requested));
    }

    /** Recipes, and those that they reach by {@code build}. */
    private List<Recipe> reached(List<RecipeId> from) {
        LinkedHashSet<RecipeId> reached = new LinkedHashSet<>();
        List<RecipeId> pending = new ArrayList<>(from);
        while (!pending.isEmpty()) {
            RecipeId id = pending.removeFirst();
            if (reached.add(id)) {
                for (Step step : recipe(id).steps()) {
                    if (step instanceof Step.Build build) {
                        pending.addAll(build.recipes());
                    }
                }
            }
        }
        return reached.stream().map(this::recipe).toList();
    }

    private void add(Recipe recipe) {
        if (nodes.containsKey(recipe.id())) {
            return;
        }
        if (!open.add(recipe.id())) {
            throw new IllegalArgumentException("a cycle through " + recipe.id());
        }
        Set<RecipeId> uses = uses(recipe);
        for (RecipeId used : uses) {
            add(recipe(used));
        }
        List<Recipe> needs = needs(recipe);
        needs.forEach(this::add);
        nodes.put(
                recipe.id(),
                new PlanNode(recipe, List.copyOf(uses), needs.stream().map(Recipe::id).toList()));
    }

    /** A target that does nothing but build others is needed for these. */
    private List<Recipe> needs(Recipe recipe) {
        List<RecipeId> named = new ArrayList<>();
        for (Step step : recipe.steps()) {
            if (step instanceof Step.Needs needs) {
                named.addAll(needs.recipes());
            }
        }
        return reached(named).stream().filter(Planner::hasFileSystem).toList();
    }

    private static Set<RecipeId> uses(Recipe recipe) {
        Set<RecipeId> uses = new LinkedHashSet<>();
        for (Step step : recipe.steps()) {
            if (step instanceof Step.From(Step.Base.Target(RecipeId used), var _)) {
                uses.add(used);
            } else if (step
                    instanceof
                    Step.Copy(
                            Step.CopySource.Artifact(RecipeId used, var _),
                            var _,
                            var _,
                            var _)) {
                uses.add(used);
            }
        }
        return uses;
    }

    private static boolean hasFileSystem(Recipe recipe) {
        return recipe.steps().stream().anyMatch(Step.From.class::isInstance);
    }

    private Recipe recipe(RecipeId id) {
        Recipe recipe = project.recipes().get(id);
        if (recipe == null) {
            throw new IllegalArgumentException("no recipe for " + id);
        }
        return recipe;
    }
}
