package dev.jbuild.engine.plan;

import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The graph of a build.
 *
 * @param nodes by id, each after the nodes that it uses or needs
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

    /**
     * The nodes that have to be right whether or not another one needs to be built: those that were
     * asked for, and those that a node of the plan needs.
     */
    public Set<RecipeId> required() {
        Set<RecipeId> required = new LinkedHashSet<>(requested);
        nodes.values().forEach(node -> required.addAll(node.needs()));
        return required;
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

    /**
     * The steps of requested targets of other repositories that would deliver files or a release if
     * their targets were of this project.
     */
    public List<Step> withheld() {
        return Outputs.withheld(requested.stream().map(id -> node(id).recipe()).toList());
    }
}
