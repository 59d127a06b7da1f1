package dev.jbuild.engine;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.turn.Turns;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.output.LostArtifactException;
import dev.jbuild.engine.output.Source;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Delivers the outputs of a plan, once all of its nodes succeeded.
 *
 * <p>First files are fetched, then images go to their places, then files, then releases, then files
 * that say what was delivered. What can fail most easily, the push, comes before any file of the
 * project is written. And files that are delivered into a folder which some step copies cannot be
 * taken for a change in the middle of the build.
 */
final class Deliveries {
    private final Outlets outlets;
    private final WantedOutputs wanted;
    private final OutputStates states;
    private final Fetches fetches;
    private final Path root;
    private final Turns turns;
    private final Workbench bench;
    private final Consumer<BuildEvent> events;
    private final Map<Output.Cdn, Digest> published = new HashMap<>();
    private final List<Delivery> made = new ArrayList<>();

    /**
     * @param states of the same outlets
     * @param turns of processes that deliver to one place
     */
    Deliveries(Outlets outlets, OutputStates states, Turns turns, Workbench bench) {
        this.outlets = outlets;
        this.wanted = outlets.wanted();
        this.states = states;
        this.fetches = new Fetches(outlets.files(), turns);
        this.root = bench.request().root();
        this.turns = turns;
        this.bench = bench;
        this.events = bench.events();
    }

    /** By which artifacts come out of builders. */
    Fetches fetches() {
        return fetches;
    }

    /**
     * Delivers every output out of the cache, or finds it in its place; empty when something has to
     * come out of the builder.
     */
    Optional<List<Delivery>> deliverWithoutBuilder()
            throws BuildException, InterruptedException, IOException {
        if (!states.areReady()) {
            return Optional.empty();
        }
        try {
            return Optional.of(deliver(Map.of(), Optional.empty()));
        } catch (LostArtifactException e) {
            // Damage shows only when the content is read. What is in its place stays there.
            made.clear();
            return Optional.empty();
        }
    }

    /**
     * Delivers every output.
     *
     * @param lowered all nodes
     * @param exporter for what has to come out of the builder
     */
    List<Delivery> deliverWith(Map<RecipeId, Lowered> lowered, Exporter exporter)
            throws BuildException, InterruptedException, IOException {
        try {
            return deliver(lowered, Optional.of(exporter));
        } catch (LostArtifactException e) {
            throw e.lostAgain();
        }
    }

    private List<Delivery> deliver(Map<RecipeId, Lowered> lowered, Optional<Exporter> exporter)
            throws BuildException, InterruptedException, IOException, LostArtifactException {
        Source source = wanted.source(lowered);
        if (exporter.isPresent()) {
            for (Output.Artifact output : wanted.of(Output.Artifact.class)) {
                fetches.fetch(output, source, exporter.get());
            }
        }
        new PlaceChecks(root, wanted, outlets.files()).require(source);
        for (Output.Image image : wanted.of(Output.Image.class)) {
            RecipeId node = image.nodes().firstEntry().getValue();
            for (Delivery delivery : outlets.images().deliver(image, source, exporter)) {
                made(node, delivery);
            }
        }
        for (Output.Archive archive : wanted.of(Output.Archive.class)) {
            try (Turns.Turn _ = turns.take(placeOf(archive.destination()))) {
                made(
                        archive.allNodes().getFirst(),
                        outlets.images().deliver(archive, source, exporter));
            }
        }
        for (Output.Files output : wanted.of(Output.Files.class)) {
            made(output.node(), place(output, source, exporter));
        }
        for (Output.Cdn output : wanted.of(Output.Cdn.class)) {
            made(
                    output.node(),
                    fetches.use(output, source, exporter, node -> deliver(output, node)));
        }
        for (Output.Deploy output : wanted.of(Output.Deploy.class)) {
            try (Turns.Turn _ = turns.take(placeOf(output.destination()))) {
                made(output.recipe(), outlets.notes().deliver(output, this::pushedDigest));
            }
        }
        return made;
    }

    /** What an image was delivered as in this build. */
    private Digest pushedDigest(Output.Image image, Optional<Platform> platform)
            throws EnvironmentFailure, InterruptedException {
        for (Delivery delivery : made) {
            if (delivery instanceof Delivery.Pushed pushed && pushed.name().equals(image.name())) {
                return platform.isPresent()
                        ? bench.registries()
                                .ofPlatform(image.name(), pushed.index(), platform.get())
                        : pushed.index();
            }
        }
        throw new IllegalStateException("not pushed: " + image.name());
    }

    private Delivery deliver(Output.Cdn output, ActionKey node)
            throws BuildException, LostArtifactException {
        return switch (wanted.aim()) {
            case DELIVER -> {
                Delivery.Released release = outlets.releases().publish(output, node);
                published.put(output, release.release());
                yield release;
            }
            case PLAN_RELEASES -> outlets.releases().plan(output, node);
        };
    }

    /**
     * Delivers, of a build that failed, the files that are always delivered: those of nodes that
     * have succeeded, and what could be saved of nodes that failed. What keeps one of them from its
     * place is told and changes nothing: there is a failure already.
     */
    List<Delivery> deliverAlways(
            Map<RecipeId, NodeOutcome> outcomes,
            Rescue rescue,
            Map<RecipeId, Lowered> lowered,
            Exporter exporter)
            throws InterruptedException, IOException {
        Source source = wanted.source(lowered);
        for (Output.Files output : wanted.of(Output.Files.class)) {
            if (output.always()) {
                try {
                    deliverAlways(output, outcomes, rescue, source, exporter)
                            .ifPresent(delivery -> made(output.node(), delivery));
                } catch (BuildException | LostArtifactException e) {
                    events.accept(
                            new BuildEvent.Notice(
                                    "`"
                                            + output.destination()
                                            + "` is not delivered: "
                                            + e.getMessage()));
                }
            }
        }
        return made;
    }

    private Optional<Delivery> deliverAlways(
            Output.Files output,
            Map<RecipeId, NodeOutcome> outcomes,
            Rescue rescue,
            Source source,
            Exporter exporter)
            throws BuildException, InterruptedException, IOException, LostArtifactException {
        if (NodeOutcome.isWell(outcomes.get(output.node()))) {
            fetches.fetch(output, source, exporter);
            return Optional.of(place(output, source, Optional.of(exporter)));
        }
        Optional<Tree> saved = rescue.saved(output);
        if (saved.isEmpty() && outcomes.get(output.node()) instanceof NodeOutcome.Failed) {
            rescue.tellLost(output);
        }
        try (Turns.Turn _ = turns.take(placeOf(output.destination()))) {
            return saved.isPresent()
                    ? Optional.of(outlets.files().place(output, saved.get()))
                    : Optional.empty();
        }
    }

    private Delivery place(Output.Files output, Source source, Optional<Exporter> exporter)
            throws BuildException, InterruptedException, IOException, LostArtifactException {
        try (Turns.Turn _ = turns.take(placeOf(output.destination()))) {
            return fetches.use(
                    output, source, exporter, node -> outlets.files().place(output, node));
        }
    }

    private String placeOf(String destination) {
        return "place-" + root + "/" + destination;
    }

    /** The releases that this build has published. */
    Map<Output.Cdn, Digest> published() {
        return Map.copyOf(published);
    }

    private void made(RecipeId node, Delivery delivery) {
        made.add(delivery);
        events.accept(new BuildEvent.Delivered(node, delivery));
    }
}
