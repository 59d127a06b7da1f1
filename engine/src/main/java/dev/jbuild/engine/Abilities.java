package dev.jbuild.engine;

import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.List;
import java.util.Optional;

/** Looks, before anything runs, at steps that an engine would do wrongly without a word. */
final class Abilities {
    private Abilities() {}

    /**
     * Looks at all nodes: also those with a result may have to be made again on this engine.
     *
     * @throws UserMistake when the engine lacks what a step needs
     */
    static void check(Plan plan, Capabilities engine) throws UserMistake {
        List<Diagnostic> refused =
                plan.nodes().values().stream()
                        .map(PlanNode::recipe)
                        .flatMap(recipe -> recipe.steps().stream())
                        .flatMap(step -> refusal(step, engine).stream())
                        .distinct()
                        .toList();
        if (!refused.isEmpty()) {
            throw new UserMistake(refused);
        }
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
                            "this engine cannot write archives of images, pack them by zstd or attest"
                                    + " how they were made",
                            "leave out `as:`, `compression:` and `provenance:`, or use an engine with"
                                    + " the containerd image store"));
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
                false);
    }

    /** What is left out of the project's files never reaches the engine. */
    private static boolean leavesOutPartOfATarget(Step step) {
        return step instanceof Step.Copy copy
                && !(copy.source() instanceof Step.CopySource.Context)
                && !copy.options().exclude().isEmpty();
    }
}
