package dev.jbuild.engine;

import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Where the nodes of a plan are solved: where the platform is native that their steps run on. A
 * node that starts from another one stays with it, because file systems do not travel.
 *
 * @param sites by node
 */
public record Placement(Builders builders, SequencedMap<RecipeId, Site> sites) {
    public Placement {
        sites = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sites));
    }

    /** Places all nodes. */
    static Placement of(Plan plan, Builders builders) {
        SequencedMap<RecipeId, Site> sites = new LinkedHashMap<>();
        for (PlanNode node : plan.nodes().values()) {
            Site own = builders.site(node.recipe().runsOn());
            sites.put(node.id(), base(node.recipe()).map(sites::get).orElse(own));
        }
        return new Placement(builders, sites);
    }

    /** Where there are no nodes, and questions all the same. */
    static Placement ofNothing(Builders builders) {
        return new Placement(builders, new LinkedHashMap<>());
    }

    private static Optional<RecipeId> base(Recipe recipe) {
        for (Step step : recipe.steps()) {
            if (step instanceof Step.From(Step.Base.Target(RecipeId base), var _)) {
                return Optional.of(base);
            }
        }
        return Optional.empty();
    }

    /** Where a node is solved. */
    public Site of(RecipeId node) {
        Site site = sites.get(node);
        if (site == null) {
            throw new IllegalArgumentException("not placed: " + node);
        }
        return site;
    }

    /** All sites that have a node. */
    Set<Site> used() {
        return new LinkedHashSet<>(sites.values());
    }

    /** Whether there is more than one. */
    public boolean isSpread() {
        return used().size() > 1;
    }

    /** Who is asked what any builder can say: the usual one, unless it has nothing to do here. */
    Site main() {
        Site usual = builders.usualSite();
        return sites.isEmpty() || sites.containsValue(usual)
                ? usual
                : sites.firstEntry().getValue();
    }
}
