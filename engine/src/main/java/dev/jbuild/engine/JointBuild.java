package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.Progress;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Builds of several builders that last as long as each other and are told as one. */
final class JointBuild {
    private final Placement placement;
    private final Presence presence;
    private final Map<Site, Gateway> gateways = new LinkedHashMap<>();

    private JointBuild(Placement placement, Presence presence) {
        this.placement = placement;
        this.presence = presence;
    }

    /** What is done in them. */
    @FunctionalInterface
    interface Work<T> {
        T run(JointBuild build) throws BuildException, BuildkitException, InterruptedException;
    }

    /**
     * Runs {@code work}.
     *
     * @param sites where something may have to be made; at least one of them is asked
     */
    static <T> T run(
            Placement placement,
            Presence presence,
            Collection<Site> sites,
            Consumer<Progress> progress,
            Work<T> work)
            throws BuildException, BuildkitException, InterruptedException {
        List<Site> present = new ArrayList<>(sites);
        present.removeIf(site -> !presence.has(site));
        if (present.isEmpty()) {
            present.add(presence.any());
        }
        return new JointBuild(placement, presence).run(present, progress, work);
    }

    private <T> T run(List<Site> sites, Consumer<Progress> progress, Work<T> work)
            throws BuildException, BuildkitException, InterruptedException {
        if (sites.isEmpty()) {
            return work.run(this);
        }
        Site first = sites.getFirst();
        return presence.builder(first)
                .build(
                        progress,
                        gateway -> {
                            gateways.put(first, gateway);
                            return run(sites.subList(1, sites.size()), progress, work);
                        });
    }

    /** The gateway to the builder of a node. */
    Gateway of(RecipeId node) throws EnvironmentFailure {
        Site site = placement.of(node);
        Gateway gateway = gateways.get(site);
        if (gateway == null) {
            throw presence.absence(site);
        }
        return gateway;
    }

    /** Who is asked what any builder can say, about a node if possible its own. */
    Gateway near(Site site) {
        return gateways.getOrDefault(site, gateways.values().iterator().next());
    }
}
