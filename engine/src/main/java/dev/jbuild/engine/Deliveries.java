package dev.jbuild.engine;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.turn.Turns;
import dev.jbuild.cdn.edge.PurgeCommand;
import dev.jbuild.cdn.folder.ServedFolder;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.output.CdnOutput;
import dev.jbuild.engine.output.DeployOutput;
import dev.jbuild.engine.output.FilesOutput;
import dev.jbuild.engine.output.LostArtifactException;
import dev.jbuild.engine.output.PlacedFiles;
import dev.jbuild.engine.output.ScratchFolder;
import dev.jbuild.engine.output.Source;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
    private final BuildRequest request;
    private final WantedOutputs wanted;
    private final Workbench bench;
    private final Consumer<BuildEvent> events;
    private final Turns turns;
    private final FilesOutput files;
    private final Fetches fetches;
    private final CdnOutput releases;
    private final DeployOutput notes;
    private final ImageDeliveries images;
    private final Path scratch;
    private final Map<Output.Cdn, Digest> published = new HashMap<>();
    private final List<Delivery> made = new ArrayList<>();

    Deliveries(Aim aim, KeyedPlan nodes, DiskCache cache, FileDigests digests, Workbench bench) {
        this.request = bench.request();
        this.wanted = new WantedOutputs(aim, nodes, request.allowed().push());
        this.bench = bench;
        this.events = bench.events();
        this.turns = cache.turns();
        this.files = new FilesOutput(request.root(), cache, digests);
        this.fetches = new Fetches(files, turns);
        this.releases =
                new CdnOutput(
                        request.root(),
                        cache,
                        files,
                        PurgeCommand.of(request.session().environment()),
                        request.allowed().lock() == LockUse.OFFLINE);
        this.notes = new DeployOutput(request.root());
        this.images = new ImageDeliveries(cache, digests, bench);
        this.scratch = cache.stateFile("staging");
    }

    FilesOutput files() {
        return files;
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
        if (!needNoBuilder()) {
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

    private boolean needNoBuilder() throws BuildException, InterruptedException, IOException {
        Source source = wanted.source(Map.of());
        for (Output output : wanted.of(Output.class)) {
            boolean ready =
                    switch (output) {
                        case Output.Artifact f -> files.isFetched(f, source.key(f.node()));
                        case Output.Image image ->
                                images.inPlace(image, source).isPresent()
                                        && images.isSmallEnough(image, source);
                        case Output.Archive archive -> images.isReady(archive, source);
                        case Output.Deploy _ -> true;
                    };
            if (!ready) {
                return false;
            }
        }
        return true;
    }

    /** Has every output come out of the builder, whatever is known of it. */
    void forget() throws IOException {
        Source source = wanted.source(Map.of());
        for (Output output : wanted.of(Output.class)) {
            switch (output) {
                case Output.Artifact artifact ->
                        files.forget(artifact, source.key(artifact.node()));
                case Output.Image image -> images.ledger().forget(image, source);
                case Output.Archive archive -> images.forget(archive, source);
                case Output.Deploy _ -> {}
            }
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

    /**
     * The nodes whose images are larger than they may be; nothing is to be delivered then.
     *
     * @param lowered all nodes
     * @param exporter for what has to come out of the builder
     */
    SequencedMap<RecipeId, NodeOutcome> tooLarge(Map<RecipeId, Lowered> lowered, Exporter exporter)
            throws BuildException, InterruptedException, IOException {
        SequencedMap<RecipeId, NodeOutcome> tooLarge = new LinkedHashMap<>();
        for (Output.Image image : wanted.of(Output.Image.class)) {
            try (ScratchFolder folder = ScratchFolder.in(scratch)) {
                tooLarge.putAll(
                        images.tooLarge(image, wanted.source(lowered), exporter, folder.path()));
            }
        }
        return tooLarge;
    }

    private List<Delivery> deliver(Map<RecipeId, Lowered> lowered, Optional<Exporter> exporter)
            throws BuildException, InterruptedException, IOException, LostArtifactException {
        Source source = wanted.source(lowered);
        if (exporter.isPresent()) {
            for (Output.Artifact output : wanted.of(Output.Artifact.class)) {
                fetches.fetch(output, source, exporter.get());
            }
        }
        for (Output.Image image : wanted.of(Output.Image.class)) {
            RecipeId node = image.nodes().firstEntry().getValue();
            for (Delivery delivery : images.deliver(image, source, exporter)) {
                made(node, delivery);
            }
        }
        for (Output.Archive archive : wanted.of(Output.Archive.class)) {
            try (Turns.Turn _ = turns.take(placeOf(archive.destination()))) {
                made(archive.allNodes().getFirst(), images.deliver(archive, source, exporter));
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
                made(output.recipe(), notes.deliver(output, this::pushedDigest));
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
                Delivery.Released release = releases.publish(output, node);
                published.put(output, release.release());
                yield release;
            }
            case PLAN_RELEASES -> releases.plan(output, node);
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
        NodeOutcome outcome = outcomes.get(output.node());
        if (outcome != null && !outcome.isFailure()) {
            fetches.fetch(output, source, exporter);
            return Optional.of(place(output, source, Optional.of(exporter)));
        }
        Optional<Tree> saved = rescue.saved(output);
        try (Turns.Turn _ = turns.take(placeOf(output.destination()))) {
            return saved.isPresent()
                    ? Optional.of(files.place(output, saved.get()))
                    : Optional.empty();
        }
    }

    /**
     * What keeps an output whose nodes have their results from being where it belongs. Of a release
     * that is not known.
     */
    Optional<String> missing(Output output)
            throws BuildException, InterruptedException, IOException {
        Source source = wanted.source(Map.of());
        return switch (output) {
            case Output.Files f -> files.missing(f, source.key(f.node()));
            case Output.Image image -> images.missing(image, source);
            case Output.Archive archive -> images.missing(archive, source);
            case Output.Cdn _ -> Optional.empty();
            case Output.Deploy file ->
                    !file.content().isKnown() || notes.isInPlace(file)
                            ? Optional.empty()
                            : Optional.of("`" + file.destination() + "` is not as it should be");
        };
    }

    /** Tells what has been delivered, and has to be there again the next time. */
    void testify(Findings findings) throws BuildException, InterruptedException, IOException {
        Source source = wanted.source(Map.of());
        SequencedMap<ImageName, Digest> loaded = new LinkedHashMap<>();
        for (Output output : wanted.of(Output.class)) {
            boolean known =
                    switch (output) {
                        case Output.Files f ->
                                isPlaced(files.placed(f, source.key(f.node())), findings);
                        case Output.Image image -> {
                            Optional<Delivery.Loaded> id = images.ledger().loaded(image, source);
                            id.ifPresent(delivery -> loaded.put(image.name(), delivery.id()));
                            yield id.isPresent();
                        }
                        case Output.Cdn cdn -> {
                            @Nullable Digest release = published.get(cdn);
                            Optional<ServedFolder> served =
                                    release == null
                                            ? Optional.empty()
                                            : releases.served(cdn, release);
                            if (served.isPresent()) {
                                findings.served(served.get());
                            }
                            yield served.isPresent();
                        }
                        case Output.Archive layout when layout.isLayout() ->
                                isPlaced(images.layouts().placed(layout, source), findings);
                        case Output.Archive archive -> {
                            Optional<Digest> written = images.ledger().archived(archive, source);
                            findings.file(images.place(archive), written);
                            yield written.isPresent();
                        }
                        case Output.Deploy file -> {
                            if (file.content().isKnown()) {
                                findings.file(
                                        notes.place(file),
                                        Optional.of(Digest.of(notes.known(file))));
                            }
                            yield file.content().isKnown();
                        }
                    };
            if (!known) {
                findings.spoil();
            }
        }
        if (!loaded.isEmpty()) {
            EngineWitness.testify(
                    bench.engine(), request.session().environment(), loaded, findings);
        }
    }

    private static boolean isPlaced(Optional<PlacedFiles> placed, Findings findings)
            throws IOException {
        if (placed.isPresent()) {
            findings.placed(placed.get());
        }
        return placed.isPresent();
    }

    private Delivery place(Output.Files output, Source source, Optional<Exporter> exporter)
            throws BuildException, InterruptedException, IOException, LostArtifactException {
        try (Turns.Turn _ = turns.take(placeOf(output.destination()))) {
            return fetches.use(output, source, exporter, node -> files.place(output, node));
        }
    }

    private String placeOf(String destination) {
        return "place-" + request.root() + "/" + destination;
    }

    private void made(RecipeId node, Delivery delivery) {
        made.add(delivery);
        events.accept(new BuildEvent.Delivered(node, delivery));
    }
}
