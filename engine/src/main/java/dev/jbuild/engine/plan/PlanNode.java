package dev.jbuild.engine.plan;

import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;

import java.util.List;

/**
 * A recipe in the graph.
 *
 * @param uses the nodes whose results its steps start from or copy, without repetition
 */
public record PlanNode(Recipe recipe, List<RecipeId> uses) {
    public PlanNode {
        uses = List.copyOf(uses);
    }

    public RecipeId id() {
        return recipe.id();
    }
}
