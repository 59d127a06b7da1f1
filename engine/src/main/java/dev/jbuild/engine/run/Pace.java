package dev.jbuild.engine.run;

import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.RecipeId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many nodes are solved at once at each builder, and in which order when there are more.
 *
 * @param sites where nodes are solved; one that is not named, in the engine
 * @param took how long nodes took when they were solved last, as far as that is known
 */
public record Pace(int atOnce, Map<RecipeId, Site> sites, Map<RecipeId, Duration> took) {
    /** What is expected of a node that nobody has solved yet. */
    private static final Duration UNKNOWN = Duration.ofSeconds(1);

    public Pace {
        sites = Map.copyOf(sites);
        took = Map.copyOf(took);
    }

    /** Where a node is solved. */
    Site site(RecipeId node) {
        return sites.getOrDefault(node, Site.ENGINE);
    }

    /**
     * For each node, how long it takes until it and all that waits for it are solved, one after the
     * other along the longest path.
     *
     * @param nodes each after those that it uses
     */
    Map<RecipeId, Duration> ahead(Plan plan, Iterable<RecipeId> nodes) {
        List<RecipeId> order = new ArrayList<>();
        nodes.forEach(order::add);
        Map<RecipeId, Duration> ahead = new HashMap<>();
        for (RecipeId id : order.reversed()) {
            Duration own = took.getOrDefault(id, UNKNOWN);
            Duration path = ahead.merge(id, own, Duration::plus);
            for (RecipeId before : plan.node(id).before()) {
                // Without its own time yet, which is added when it comes by.
                ahead.merge(before, path, (a, b) -> a.compareTo(b) < 0 ? b : a);
            }
        }
        return ahead;
    }
}
