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
 * <p>Three relations lead from recipe to recipe. <em>Use</em> ({@code from}, {@code copy}, {@code
 * service}) makes one node wait for another and take what it yields; <em>need</em> only makes it
 * wait. <em>Build</em> makes another target part of the request: only targets that were asked for,
 * or are reached from those by {@code build}, deliver. A target that does nothing but build others
 * has no file system and is no node.
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
        List<Recipe> delivering = planner.reached(project.goals());
        List<Recipe> requested = delivering.stream().filter(Planner::hasFileSystem).toList();
        requested.forEach(planner::add);
        return new Plan(
                planner.nodes, requested.stream().map(Recipe::id).toList(), Outputs.of(delivering));
    }

    /** Recipes, and those that they reach by {@code build}. */
    private List<Recipe> reached(List<RecipeId> from) {
        LinkedHashSet<RecipeId> reached = new LinkedHashSet<>();
        List<RecipeId> pending = new ArrayList<>(from);
        while (!pending.isEmpty()) {
            RecipeId id = pending.removeFirst();
            if (reached.add(id)) {
                pending.addAll(needed(recipe(id), Need.Kind.BUILD));
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
        List<RecipeId> uses = needed(recipe, Need.Kind.FROM, Need.Kind.COPY, Need.Kind.SERVICE);
        for (RecipeId used : uses) {
            add(recipe(used));
        }
        // A target that does nothing but build others is waited for as these.
        List<Recipe> needs =
                reached(needed(recipe, Need.Kind.NEEDS)).stream()
                        .filter(Planner::hasFileSystem)
                        .toList();
        needs.forEach(this::add);
        nodes.put(recipe.id(), new PlanNode(recipe, uses, needs.stream().map(Recipe::id).toList()));
    }

    /** What a recipe needs in one of several ways. */
    private static List<RecipeId> needed(Recipe recipe, Need.Kind... kinds) {
        return Need.of(recipe).stream()
                .filter(need -> List.of(kinds).contains(need.kind()))
                .map(Need::recipe)
                .distinct()
                .toList();
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
