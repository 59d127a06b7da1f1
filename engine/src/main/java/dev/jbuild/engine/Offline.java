package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.ImageSource;
import dev.jbuild.engine.base.BasePin;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.lower.Nowhere;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** A build that takes nothing from the network: what the builder fetched before has to do. */
final class Offline {
    private final Inputs inputs;
    private final List<Recipe> wanted;
    private final Workbench bench;
    private final Presence presence;

    private Offline(Inputs inputs, List<Recipe> wanted, Workbench bench, Presence presence) {
        this.inputs = inputs;
        this.wanted = wanted;
        this.bench = bench;
        this.presence = presence;
    }

    /**
     * The inputs for a builder that fetches nothing. Whether it has a download or a clone shows
     * only when a step needs it: of one whose step is cached, nothing is needed.
     *
     * @param wanted the nodes that are to be made
     * @throws UserMistake with everything that would certainly have to be fetched for them
     */
    static Inputs inputs(
            Plan plan,
            Collection<RecipeId> wanted,
            Inputs inputs,
            Workbench bench,
            Presence presence)
            throws BuildException, InterruptedException {
        List<Recipe> recipes = wanted.stream().map(id -> plan.node(id).recipe()).toList();
        return new Offline(inputs, recipes, bench, presence).inputs();
    }

    private Inputs inputs() throws BuildException, InterruptedException {
        List<Diagnostic> missing = unfixedDockerfiles();
        Map<BaseUse, BasePin> places = places();
        missing.addAll(absent(places));
        if (!missing.isEmpty()) {
            throw new UserMistake(missing);
        }
        return inputs.withoutFetching(places);
    }

    private List<Diagnostic> unfixedDockerfiles() {
        List<Diagnostic> unfixed = new ArrayList<>();
        Dockerfiles.uses(wanted)
                .forEach(
                        (use, span) -> {
                            if (!inputs.dockerfile(use.base(), use.platform()).isFixed()) {
                                unfixed.add(
                                        Diagnostic.at(
                                                span,
                                                "offline",
                                                "what `"
                                                        + use.base().file()
                                                        + "` fetches cannot be told in advance, and"
                                                        + " --offline forbids to fetch anything",
                                                "build without --offline, or see `fromDockerfile`"
                                                        + " in docs/dsl.md for what can be told"));
                            }
                        });
        return unfixed;
    }

    private Map<BaseUse, BasePin> places() throws EnvironmentFailure, InterruptedException {
        Map<BaseUse, BasePin> places = new HashMap<>();
        for (Map.Entry<BaseUse, BasePin> image : inputs.images().entrySet()) {
            BasePin pin = image.getValue();
            ImageName name = ImageName.parse(pin.reference());
            places.put(
                    image.getKey(),
                    new BasePin(
                            (isLoaded(name, pin.id()) ? name : Nowhere.image(name)).toString(),
                            pin.index(),
                            pin.id(),
                            pin.span()));
        }
        return places;
    }

    /** Builders in engines with a graph driver find what was pulled by Docker by its name alone. */
    private boolean isLoaded(ImageName name, Digest id)
            throws EnvironmentFailure, InterruptedException {
        // Other builders would look for the name at its registry.
        return !bench.placement().isSpread()
                && bench.builder().capabilities().imageStore()
                        == Capabilities.ImageStore.GRAPHDRIVER
                && bench.engine().imageId(name).equals(Optional.of(id));
    }

    private List<Diagnostic> absent(Map<BaseUse, BasePin> places)
            throws BuildException, InterruptedException {
        List<Diagnostic> absent = new ArrayList<>();
        for (Site site : bench.placement().used()) {
            List<Recipe> own =
                    wanted.stream()
                            .filter(recipe -> bench.placement().of(recipe.id()).equals(site))
                            .toList();
            SequencedMap<BaseUse, SourceSpan> uses = Bases.uses(own, inputs.dockerfiles());
            if (!uses.isEmpty() && presence.has(site)) {
                absent.addAll(absent(uses, places, site));
            }
        }
        return absent;
    }

    private List<Diagnostic> absent(
            SequencedMap<BaseUse, SourceSpan> uses, Map<BaseUse, BasePin> places, Site site)
            throws BuildException, InterruptedException {
        try {
            return bench.retry()
                    .run(
                            () ->
                                    presence.builder(site)
                                            .build(
                                                    _ -> {},
                                                    gateway -> absent(uses, places, gateway)));
        } catch (BuildkitException e) {
            throw Failures.of("look for base images", e);
        }
    }

    private static List<Diagnostic> absent(
            SequencedMap<BaseUse, SourceSpan> uses, Map<BaseUse, BasePin> places, Gateway gateway)
            throws BuildkitException, InterruptedException {
        List<Diagnostic> absent = new ArrayList<>();
        for (Map.Entry<BaseUse, SourceSpan> use : uses.entrySet()) {
            BasePin place = places.get(use.getKey());
            if (place != null && !has(place, use.getKey().platform(), gateway)) {
                absent.add(Nowhere.mistake("image " + use.getKey(), use.getValue()));
            }
        }
        return absent;
    }

    /** Builders know of an image before they have its layers; a look into it needs those. */
    private static boolean has(BasePin place, Platform platform, Gateway gateway)
            throws BuildkitException, InterruptedException {
        ImageSource source =
                new ImageSource(
                        place.reference(),
                        dev.jbuild.buildkit.llb.Platform.parse(platform.toString()));
        try {
            gateway.stat(gateway.solve(Definition.of(source.vertex().output())), "/");
            return true;
        } catch (BuildkitException e) {
            if (Nowhere.wasAsked(e)) {
                return false;
            }
            throw e;
        }
    }
}
