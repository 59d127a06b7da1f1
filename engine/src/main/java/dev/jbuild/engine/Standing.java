package dev.jbuild.engine;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.Lookup;
import dev.jbuild.engine.event.Effort;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.model.RecipeId;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the cache has of the nodes of a plan.
 *
 * @param results of all nodes
 * @param wanted the nodes to solve, each after those that it uses: those without a recorded result
 *     that are required, or that a node to solve uses
 */
record Standing(Map<RecipeId, Lookup> results, SequencedMap<RecipeId, Lookup.Miss> wanted) {
    private static final String MILLIS = "millis";
    private static final String SHARE = "share";

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

    /** What a record says of how its result was made. */
    static SortedMap<String, String> facts(Effort effort) {
        return new TreeMap<>(
                Map.of(
                        MILLIS, Long.toString(effort.took().toMillis()),
                        SHARE, Long.toString(effort.share().toMillis())));
    }

    /** What is saved where a node is not made again; nothing where that is not known. */
    Duration saved(RecipeId node) {
        return results.get(node) instanceof Lookup.Hit hit ? fact(hit, SHARE) : Duration.ZERO;
    }

    /** What a node took when this result was made; nothing where that is not known. */
    static Duration took(Lookup.Hit result) {
        return fact(result, MILLIS);
    }

    private static Duration fact(Lookup.Hit result, String name) {
        return Duration.ofMillis(Long.parseLong(result.value().facts().getOrDefault(name, "0")));
    }
}
