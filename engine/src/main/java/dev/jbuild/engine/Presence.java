package dev.jbuild.engine;

import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.lower.Ambient;
import dev.jbuild.engine.run.Gateways;
import dev.jbuild.engine.solve.Builder;
import dev.jbuild.engine.solve.Connection;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which builders of a build are there. One that is not is a failure only where something has to be
 * made by it.
 */
final class Presence {
    /** Codes of the failures that nobody answers. */
    static final Set<String> UNREACHABLE = Set.of(DockerEngine.UNREACHABLE, Connection.UNREACHABLE);

    private final Workbench bench;
    private final Map<Site, EnvironmentFailure> absent = new LinkedHashMap<>();

    private Presence(Workbench bench) {
        this.bench = bench;
    }

    /**
     * Calls all builders that have a node.
     *
     * @param needed those that have something to make
     * @param withoutSome whether it is enough that one of them is there
     * @throws EnvironmentFailure when one is missing that has to be there
     */
    static Presence of(Workbench bench, Collection<Site> needed, boolean withoutSome)
            throws EnvironmentFailure, InterruptedException {
        Presence presence = new Presence(bench);
        Set<Site> called = new LinkedHashSet<>(bench.placement().used());
        called.add(bench.placement().main());
        for (Site site : called) {
            try {
                bench.builder(site);
            } catch (EnvironmentFailure e) {
                if (!UNREACHABLE.contains(e.code()) || (needed.contains(site) && !withoutSome)) {
                    throw e;
                }
                presence.absent.put(
                        site,
                        new EnvironmentFailure(
                                Gateways.ABSENT, String.valueOf(e.getMessage()), e.hint(), e));
                if (presence.absent.size() == called.size()) {
                    throw e;
                }
            }
        }
        return presence;
    }

    boolean has(Site site) {
        return !absent.containsKey(site);
    }

    /** One that is there. */
    Site any() {
        Site main = bench.placement().main();
        return has(main)
                ? main
                : bench.placement().used().stream().filter(this::has).findFirst().orElseThrow();
    }

    /** The builder at a site. */
    Builder builder(Site site) throws EnvironmentFailure, InterruptedException {
        if (!has(site)) {
            throw absence(site);
        }
        return bench.builder(site);
    }

    /** Why a builder is not there. */
    EnvironmentFailure absence(Site site) {
        EnvironmentFailure failure = absent.get(site);
        if (failure == null) {
            throw new IllegalArgumentException("was not to make anything: " + site);
        }
        return failure;
    }

    /** What surrounds runs, by where they run; where nobody is, nothing does. */
    Map<Site, Ambient> ambients() throws EnvironmentFailure, InterruptedException {
        Map<Site, Ambient> ambients = new LinkedHashMap<>();
        for (Site site : bench.placement().used()) {
            ambients.put(site, has(site) ? bench.ambient(site) : Ambient.NONE);
        }
        return ambients;
    }
}
