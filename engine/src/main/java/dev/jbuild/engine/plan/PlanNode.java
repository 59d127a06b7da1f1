package dev.jbuild.engine.plan;

import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;

import java.util.List;
import java.util.stream.Stream;

/**
 * A recipe in the graph.
 *
 * @param uses the nodes whose results its steps start from, copy or have beside them, without
 *     repetition
 * @param needs the nodes that have to succeed before, and whose results it does not use
 */
public record PlanNode(Recipe recipe, List<RecipeId> uses, List<RecipeId> needs) {
    public PlanNode {
        uses = List.copyOf(uses);
        needs = List.copyOf(needs);
    }

    /** All nodes that come before it. */
    public List<RecipeId> before() {
        return Stream.concat(uses.stream(), needs.stream()).distinct().toList();
    }

    public RecipeId id() {
        return recipe.id();
    }
}
