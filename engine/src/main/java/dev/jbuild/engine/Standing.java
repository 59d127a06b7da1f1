package dev.jbuild.engine;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.Lookup;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.model.RecipeId;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What the cache has of the nodes of a plan.
 *
 * @param results of all nodes
 * @param wanted the nodes to solve, each after those that it uses: those without a recorded result
 *     that are required, or that a node to solve uses
 */
record Standing(Map<RecipeId, Lookup> results, SequencedMap<RecipeId, Lookup.Miss> wanted) {
    /** The fact by which a record says how long its steps took. */
    static final String MILLIS = "millis";

    static Standing of(KeyedPlan nodes, ActionCache actions) throws IOException {
        Map<RecipeId, Lookup> results = new LinkedHashMap<>();
        SequencedMap<RecipeId, Lookup.Miss> wanted = new LinkedHashMap<>();
        Set<RecipeId> needed = nodes.plan().required();
        for (PlanNode node : List.copyOf(nodes.plan().nodes().values()).reversed()) {
            // All are looked up, also to say that they are in use.
            Lookup found = actions.find(nodes.key(node.id()));
            results.put(node.id(), found);
            if (found instanceof Lookup.Miss miss && needed.contains(node.id())) {
                wanted.putFirst(node.id(), miss);
                needed.addAll(node.uses());
            }
        }
        return new Standing(results, wanted);
    }

    /** What a node took when it was made; nothing where that is not known. */
    Duration took(RecipeId node) {
        return results.get(node) instanceof Lookup.Hit hit ? took(hit) : Duration.ZERO;
    }

    /** What a node took when this result was made; nothing where that is not known. */
    static Duration took(Lookup.Hit result) {
        return Duration.ofMillis(Long.parseLong(result.value().facts().getOrDefault(MILLIS, "0")));
    }
}
