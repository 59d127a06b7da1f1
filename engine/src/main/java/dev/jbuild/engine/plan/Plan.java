package dev.jbuild.engine.plan;

import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The graph of a build.
 *
 * @param nodes by id, each after the nodes that it uses
 * @param requested the nodes that were asked for, directly or by {@code build}; the others serve
 *     these
 * @param outputs what the build delivers
 */
public record Plan(
        SequencedMap<RecipeId, PlanNode> nodes, List<RecipeId> requested, List<Output> outputs) {
    public Plan {
        nodes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(nodes));
        requested = List.copyOf(requested);
        outputs = List.copyOf(outputs);
    }

    /** The recipes of all nodes, in their order. */
    public List<Recipe> recipes() {
        return nodes.values().stream().map(PlanNode::recipe).toList();
    }

    /** The node of an id that the plan has. */
    public PlanNode node(RecipeId id) {
        PlanNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("not in the plan: " + id);
        }
        return node;
    }
}
