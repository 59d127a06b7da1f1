package dev.jbuild.engine;

import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks, before anything runs, at steps that an engine would do wrongly without a word. */
final class Abilities {
    private Abilities() {}

    /**
     * Looks at all nodes: also those with a result may have to be made again by their builders.
     *
     * @throws UserMistake when one of those lacks what a step needs
     */
    static void check(Plan plan, Placement placement, Presence presence)
            throws BuildException, InterruptedException {
        Set<Diagnostic> refused = new LinkedHashSet<>();
        for (PlanNode node : plan.nodes().values()) {
            Site site = placement.of(node.id());
            for (Step step : node.recipe().steps()) {
                if (presence.has(site)) {
                    Capabilities able = presence.builder(site).capabilities();
                    refusal(step, able).ifPresent(refused::add);
                }
                if (step instanceof Step.Service service) {
                    refusal(service, site, placement).ifPresent(refused::add);
                }
            }
        }
        for (Output output : plan.outputs()) {
            Optional<Output.Image> image =
                    switch (output) {
                        case Output.Image one -> Optional.of(one);
                        case Output.Archive archive -> Optional.of(archive.image());
                        case Output.Artifact _, Output.Deploy _ -> Optional.empty();
                    };
            if (image.isPresent()) {
                refusal(image.get(), placement, presence).ifPresent(refused::add);
            }
        }
        if (!refused.isEmpty()) {
            throw new UserMistake(List.copyOf(refused));
        }
    }

    /** What several builders make of an image has to leave each of them. */
    private static Optional<Diagnostic> refusal(
            Output.Image image, Placement placement, Presence presence)
            throws BuildException, InterruptedException {
        Set<Site> sites = new LinkedHashSet<>();
        image.allNodes().forEach(node -> sites.add(placement.of(node)));
        for (Site site : sites) {
            if (sites.size() > 1
                    && presence.has(site)
                    && presence.builder(site).capabilities().imageStore()
                            == Capabilities.ImageStore.GRAPHDRIVER) {
                return Optional.of(
                        Diagnostic.at(
                                image.span(),
                                "engine-cannot-join",
                                "several builders make the platforms of `"
                                        + image.name()
                                        + "`, and "
                                        + site
                                        + " cannot write its part into a file",
                                "use an engine with the containerd image store, or name builders"
                                        + " for all of these platforms"));
            }
        }
        return Optional.empty();
    }

    /** Services are containers of the engine, and are found only by steps that run in it. */
    private static Optional<Diagnostic> refusal(
            Step.Service service, Site site, Placement placement) {
        Site other =
                site.isEngine() && service.base() instanceof Step.Base.Target(RecipeId image)
                        ? placement.of(image)
                        : site;
        return other.isEngine()
                ? Optional.empty()
                : Optional.of(
                        Diagnostic.at(
                                service.span(),
                                "service-elsewhere",
                                "a service is beside steps of the Docker engine only, and "
                                        + (site.isEngine() ? "its image" : "this target")
                                        + " is made at "
                                        + other,
                                "build these platforms with the Docker engine, without a --builder"
                                        + " for them"));
    }

    private static Optional<Diagnostic> refusal(Step step, Capabilities engine) {
        if (!engine.copyPatterns() && leavesOutPartOfATarget(step)) {
            return Optional.of(
                    Diagnostic.at(
                            step.span(),
                            "engine-cannot-exclude",
                            "this engine cannot leave out a part of what is copied from a target",
                            "delete those files in a run of that target, or build with Docker 23"
                                    + " or newer"));
        }
        if (!engine.symbolicModes()
                && step instanceof Step.Copy copy
                && copy.options().mode().filter(mode -> !mode.matches("\\d+")).isPresent()) {
            return Optional.of(
                    Diagnostic.at(
                            step.span(),
                            "engine-cannot-change-modes",
                            "this engine knows modes of copied files as digits only",
                            "write `chmod:` as in '755', change modes in a `run`, or build with"
                                    + " Docker 28 or newer"));
        }
        if (step instanceof Step.Annotation
                && engine.imageStore() == Capabilities.ImageStore.GRAPHDRIVER) {
            return Optional.of(
                    Diagnostic.at(
                            step.span(),
                            "engine-cannot-annotate",
                            "this engine keeps images without annotations",
                            "use `label`, or an engine with the containerd image store"));
        }
        if (step instanceof Step.Image image
                && engine.imageStore() == Capabilities.ImageStore.GRAPHDRIVER
                && !image.options().equals(usual(image.options()))) {
            return Optional.of(
                    Diagnostic.at(
                            step.span(),
                            "engine-cannot-pack",
                            "this engine cannot write archives of images or pack them by zstd",
                            "leave out `as:` and `compression:`, or use an engine with the"
                                    + " containerd image store"));
        }
        return Optional.empty();
    }

    /** What every engine can do. */
    private static ImageOptions usual(ImageOptions options) {
        return new ImageOptions(
                options.push(),
                options.maxSize(),
                Optional.empty(),
                ImageOptions.Packing.GZIP,
                options.provenance(),
                options.scanner());
    }

    /** What is left out of the project's files never reaches the engine. */
    private static boolean leavesOutPartOfATarget(Step step) {
        return step instanceof Step.Copy copy
                && !(copy.source() instanceof Step.CopySource.Context)
                && !copy.options().exclude().isEmpty();
    }
}
