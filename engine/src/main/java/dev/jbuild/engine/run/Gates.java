package dev.jbuild.engine.run;

import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.RecipeId;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A gate at each builder: one that has enough to do keeps no other one waiting. */
final class Gates {
    private final Pace pace;
    private final Map<Site, Gate> gates = new ConcurrentHashMap<>();

    Gates(Pace pace) {
        this.pace = pace;
    }

    /** The gate at the builder of a node. */
    Gate of(RecipeId node) {
        return gates.computeIfAbsent(pace.site(node), _ -> new Gate(pace.atOnce()));
    }
}
