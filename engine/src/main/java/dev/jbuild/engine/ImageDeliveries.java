package dev.jbuild.engine;

import dev.jbuild.buildkit.Export;
import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.room.Room;
import dev.jbuild.cache.turn.Turns;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.output.FilesOutput;
import dev.jbuild.engine.output.ImageLedger;
import dev.jbuild.engine.output.ImageOutput;
import dev.jbuild.engine.output.JoinedImages;
import dev.jbuild.engine.output.LayoutOutput;
import dev.jbuild.engine.output.LostArtifactException;
import dev.jbuild.engine.output.ScratchFolder;
import dev.jbuild.engine.output.SentImages;
import dev.jbuild.engine.output.Source;
import dev.jbuild.engine.output.Statements;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Delivers images into the engine, to registries and as archives, unless they are there. */
final class ImageDeliveries {
    private final BuildRequest request;
    private final Workbench bench;
    private final Turns turns;
    private final FileDigests digests;
    private final ImageLedger ledger;
    private final LayoutOutput layouts;
    private final Path staging;

    ImageDeliveries(DiskCache cache, FileDigests digests, Workbench bench) {
        this.request = bench.request();
        this.bench = bench;
        this.turns = cache.turns();
        this.digests = digests;
        this.ledger = new ImageLedger(cache.actions());
        this.layouts = new LayoutOutput(bench.request().root(), cache, digests);
        this.staging = cache.stateFile("staging");
    }

    /** The folders that images are delivered to. */
    LayoutOutput layouts() {
        return layouts;
    }

    /** What images were delivered as. */
    ImageLedger ledger() {
        return ledger;
    }

    List<Delivery> deliver(Output.Image image, Source source, Optional<Exporter> exporter)
            throws BuildException, InterruptedException, IOException, LostArtifactException {
        try (Turns.Turn _ = turns.take("image-" + image.name())) {
            Optional<List<Delivery>> inPlace = inPlace(image, source);
            return inPlace.isPresent()
                    ? inPlace.get()
                    : load(image, source, exporter.orElseThrow(LostArtifactException::new));
        }
    }

    private List<Delivery> load(Output.Image image, Source source, Exporter exporter)
            throws BuildException, InterruptedException, IOException {
        List<Delivery> delivered = load(image, source, exporter, parts(image, exporter));
        for (Delivery delivery : delivered) {
            ledger.remember(image, source, delivery);
        }
        return delivered;
    }

    private ImageOutput output(Exporter exporter, Site site)
            throws BuildException, InterruptedException {
        return new ImageOutput(
                bench::engine,
                bench.registries(),
                bench.builder(site).capabilities().imageStore(),
                exporter,
                statements(exporter));
    }

    private Statements statements(Exporter exporter) {
        return new Statements(exporter, staging);
    }

    private List<Delivery> load(
            Output.Image image, Source source, Exporter exporter, List<JoinedImages.Part> parts)
            throws BuildException, InterruptedException, IOException {
        if (parts.size() > 1) {
            return joined(parts, exporter)
                    .deliver(image, pushes(image), source, bench.engineIfAny());
        }
        ImageOutput output = parts.getFirst().output();
        return bench.placement().of(image.allNodes().getFirst()).isEngine()
                ? output.deliver(image, pushes(image), source)
                : new SentImages(bench.engineIfAny(), output, staging)
                        .deliver(image, pushes(image), source);
    }

    private JoinedImages joined(List<JoinedImages.Part> parts, Exporter exporter) {
        return new JoinedImages(parts, bench.registries(), statements(exporter), staging);
    }

    /** What each builder makes of an image. */
    private List<JoinedImages.Part> parts(Output.Image image, Exporter exporter)
            throws BuildException, InterruptedException {
        SequencedMap<Site, SortedMap<Platform, RecipeId>> nodes = new LinkedHashMap<>();
        image.nodes()
                .forEach(
                        (platform, node) ->
                                nodes.computeIfAbsent(
                                                bench.placement().of(node), _ -> new TreeMap<>())
                                        .put(platform, node));
        List<JoinedImages.Part> parts = new ArrayList<>();
        for (Map.Entry<Site, SortedMap<Platform, RecipeId>> part : nodes.entrySet()) {
            Output.Image own =
                    new Output.Image(image.name(), image.options(), part.getValue(), image.span());
            parts.add(new JoinedImages.Part(output(exporter, part.getKey()), own));
        }
        return parts;
    }

    /**
     * The deliveries of an image that is where it belongs, in the engine and, where asked for, in
     * the registry.
     */
    Optional<List<Delivery>> inPlace(Output.Image image, Source source)
            throws EnvironmentFailure, InterruptedException, IOException {
        Optional<Delivery.Loaded> loaded = ledger.loaded(image, source);
        if (loaded.isEmpty() || !isLoaded(loaded.get())) {
            return Optional.empty();
        }
        if (!pushes(image)) {
            return Optional.of(List.of(loaded.get()));
        }
        Optional<Delivery.Pushed> pushed = ledger.pushed(image, source);
        if (pushed.isEmpty()
                || !isIn(
                        bench.engine()
                                .pushedDigest(image.name(), bench.registries().login(image.name())),
                        pushed.get().index())) {
            return Optional.empty();
        }
        return Optional.of(List.of(loaded.get(), pushed.get()));
    }

    private boolean isLoaded(Delivery.Loaded image)
            throws EnvironmentFailure, InterruptedException {
        // Beside a builder of its own there need not be an engine.
        Optional<DockerEngine> engine =
                bench.placement().used().equals(Set.of(Site.ENGINE))
                        ? Optional.of(bench.engine())
                        : bench.engineIfAny();
        return engine.isPresent() && isIn(engine.get().imageId(image.name()), image.id());
    }

    private static boolean isIn(Optional<Digest> found, Digest expected) {
        return found.equals(Optional.of(expected));
    }

    private boolean pushes(Output.Image image) {
        return request.allowed().push() && image.push();
    }

    /** What keeps an image from being in the engine. */
    Optional<String> missing(Output.Image image, Source source)
            throws InterruptedException, IOException {
        Optional<Delivery.Loaded> loaded = ledger.loaded(image, source);
        String name = "image `" + image.name() + "` ";
        if (loaded.isEmpty()) {
            return Optional.of(name + "has not been loaded from this result");
        }
        try {
            Optional<Digest> found = bench.engine().imageId(image.name());
            return isIn(found, loaded.get().id())
                    ? Optional.empty()
                    : Optional.of(
                            name
                                    + (found.isEmpty()
                                            ? "is not in the engine"
                                            : "is another one in the engine"));
        } catch (EnvironmentFailure e) {
            return Optional.of(name + "cannot be looked for: no engine answers");
        }
    }

    /** Whether an archive needs nothing of the builder. */
    boolean isReady(Output.Archive archive, Source source) throws IOException {
        return archive.isLayout() ? layouts.isFetched(archive, source) : isInPlace(archive, source);
    }

    /** What keeps an archive from being in its place. */
    Optional<String> missing(Output.Archive archive, Source source) throws IOException {
        if (archive.isLayout()) {
            return layouts.missing(archive, source);
        }
        return isInPlace(archive, source)
                ? Optional.empty()
                : Optional.of("`" + archive.destination() + "` is not as it was written");
    }

    /** Knows nothing of an archive any more. */
    void forget(Output.Archive archive, Source source) throws IOException {
        if (archive.isLayout()) {
            layouts.forget(archive, source);
        } else {
            ledger.forget(archive, source);
        }
    }

    /** Where an archive goes. */
    Path place(Output.Archive archive) {
        return request.root().resolve(archive.destination());
    }

    /** Whether an archive of exactly these images is in its place. */
    private boolean isInPlace(Output.Archive archive, Source source) throws IOException {
        Optional<Digest> written = ledger.archived(archive, source);
        Path place = place(archive);
        return written.isPresent()
                && Files.isRegularFile(place)
                && digests.digest(place).equals(written.get());
    }

    Delivery deliver(Output.Archive archive, Source source, Optional<Exporter> exporter)
            throws BuildException, InterruptedException, IOException, LostArtifactException {
        if (archive.isLayout()) {
            return deliverLayout(archive, source, exporter);
        }
        if (isInPlace(archive, source)) {
            return new Delivery.Files(archive.destination(), 1, 0, 0);
        }
        Exporter builders = exporter.orElseThrow(LostArtifactException::new);
        MessageDigest digest = Digest.sha256(Long.MAX_VALUE);
        try {
            Path place = FilesOutput.makeRoom(request.root(), archive.destination());
            try (NewFile file = NewFile.ordinary(place)) {
                Room room = Room.in(place.resolveSibling(""));
                pack(
                        archive,
                        source,
                        builders,
                        () -> new DigestOutputStream(room.guard(file.out()), digest));
                file.moveTo(place);
            }
        } catch (IOException e) {
            throw FilesOutput.failed(archive.destination(), e);
        }
        ledger.rememberArchive(archive, source, Digest.of(digest));
        return new Delivery.Files(archive.destination(), 1, 1, 0);
    }

    private void pack(
            Output.Archive archive, Source source, Exporter exporter, Export.StreamTarget target)
            throws BuildException, InterruptedException, IOException {
        List<JoinedImages.Part> parts = parts(archive.image(), exporter);
        if (parts.size() > 1) {
            joined(parts, exporter).archive(archive, source, target);
        } else {
            parts.getFirst().output().archive(archive, source, target);
        }
    }

    private Delivery deliverLayout(
            Output.Archive layout, Source source, Optional<Exporter> exporter)
            throws BuildException, InterruptedException, IOException, LostArtifactException {
        if (layouts.isFetched(layout, source)) {
            try {
                return layouts.place(layout, source);
            } catch (LostArtifactException e) {
                if (exporter.isEmpty()) {
                    throw e;
                }
            }
        }
        Exporter builders = exporter.orElseThrow(LostArtifactException::new);
        try (ScratchFolder folder = ScratchFolder.in(staging)) {
            layouts.fetch(
                    layout,
                    source,
                    statements(builders).of(layout.image(), source),
                    target -> pack(layout, source, builders, target),
                    folder.path());
        }
        return layouts.place(layout, source);
    }

    /** Whether an image is known not to be too large. */
    boolean isSmallEnough(Output.Image image, Source source) throws IOException {
        return new Budgets(ledger).isKept(image, source);
    }

    /**
     * The nodes whose images are larger than they may be.
     *
     * @param scratch an empty folder
     */
    SequencedMap<RecipeId, NodeOutcome> tooLarge(
            Output.Image image, Source source, Exporter exporter, Path scratch)
            throws BuildException, InterruptedException, IOException {
        JoinedImages all = joined(parts(image, exporter), exporter);
        return new Budgets(ledger)
                .exceeded(image, source, folders -> all.look(source, folders, scratch));
    }
}
