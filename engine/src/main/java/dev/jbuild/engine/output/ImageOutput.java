package dev.jbuild.engine.output;

import dev.jbuild.buildkit.BuildOutcome;
import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.buildkit.Export;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.GatewayResult;
import dev.jbuild.buildkit.GatewayResult.PlatformResult;
import dev.jbuild.buildkit.Ref;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.cache.room.Room;
import dev.jbuild.engine.attest.Statement;
import dev.jbuild.engine.docker.EngineInUse;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.image.ImageArchive;
import dev.jbuild.engine.image.ImageContents;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.registry.Registries;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Delivers images into the engine and, where asked for, to their registry.
 *
 * <p>An engine with containerd's image store takes an index of all platforms and pushes it. One
 * with a graph driver knows images of one platform only and its builder does not push: there each
 * platform is pushed by itself, and the index is put beside them.
 *
 * <p>What a registry refuses does not get into the engine either.
 */
public final class ImageOutput {
    private final EngineInUse engine;
    private final Registries registries;
    private final Capabilities.ImageStore store;
    private final Exporter exporter;
    private final Statements statements;
    private final Packing packing;

    /**
     * @param store where the engine keeps images
     */
    public ImageOutput(
            EngineInUse engine,
            Registries registries,
            Capabilities.ImageStore store,
            Exporter exporter,
            Statements statements) {
        this.engine = engine;
        this.registries = registries;
        this.store = store;
        this.exporter = exporter;
        this.statements = statements;
        this.packing = new Packing(store);
    }

    /**
     * Delivers {@code output}.
     *
     * @param push whether it goes to its registry as well
     */
    public List<Delivery> deliver(Output.Image output, boolean push, Source source)
            throws BuildException, InterruptedException {
        return store == Capabilities.ImageStore.GRAPHDRIVER
                ? deliverSingly(output, push, source)
                : deliverIndex(output, push, source);
    }

    /**
     * Writes an archive, which is a folder in OCI layout when it is unpacked. One that is to stay
     * an archive can be loaded by engines.
     *
     * @param target where it goes; it is closed at the end
     */
    public void archive(Output.Archive archive, Source source, Export.StreamTarget target)
            throws BuildException, InterruptedException {
        List<String> names = archive.names().stream().map(ImageName::toString).toList();
        Map<String, String> attributes = packing.written(archive.image(), source);
        // Docker's form is for one platform, and also one in OCI layout. Every engine loads it.
        Export export =
                archive.nodes().size() == 1 && !archive.isLayout()
                        ? new Export.DockerArchive(names, target, attributes)
                        : new Export.OciArchive(names, target, attributes);
        export(export, archive.image(), source, "write an archive of");
    }

    /**
     * Finds out what an image consists of, before anybody has it.
     *
     * @param folders whether to look into layers; then those are not as they travel
     * @param scratch an empty folder
     */
    public List<ImageContents> look(
            Output.Image image, Source source, boolean folders, Path scratch)
            throws BuildException, InterruptedException, IOException {
        if (store == Capabilities.ImageStore.GRAPHDRIVER) {
            List<ImageContents> contents = new ArrayList<>();
            for (Map.Entry<Platform, RecipeId> node : image.nodes().entrySet()) {
                Path file = scratch.resolve(contents.size() + ".tar");
                ImageName part = partName(image.name(), node.getKey());
                load(part, part(image, node), source);
                try {
                    engine.get().save(part, file);
                } finally {
                    engine.get().untag(part);
                }
                contents.addAll(read(file, folders));
            }
            return contents;
        }
        Path file = scratch.resolve("image.tar");
        Map<String, String> attributes = packing.loaded(image, source);
        if (folders) {
            attributes.put("compression", "uncompressed");
        }
        Export.StreamTarget target = () -> Room.file(file);
        export(new Export.OciArchive(List.of(), target, attributes), image, source, "look into");
        return read(file, folders);
    }

    private static List<ImageContents> read(Path file, boolean folders) throws IOException {
        try (ImageArchive archive = ImageArchive.open(file)) {
            return archive.images(folders);
        }
    }

    private List<Delivery> deliverIndex(Output.Image output, boolean push, Source source)
            throws BuildException, InterruptedException {
        List<Platform> platforms = List.copyOf(output.nodes().keySet());
        List<Delivery> deliveries = new ArrayList<>();
        if (push) {
            Digest index = push(output, source);
            deliveries.add(new Delivery.Pushed(output.name(), platforms, index, false));
        }
        load(output.name(), output, source);
        deliveries.addFirst(
                new Delivery.Loaded(
                        output.name(), platforms, engine.get().loaded(output.name()), false));
        return deliveries;
    }

    private List<Delivery> deliverSingly(Output.Image output, boolean push, Source source)
            throws BuildException, InterruptedException {
        List<Platform> platforms = List.copyOf(output.nodes().keySet());
        List<Delivery> deliveries = new ArrayList<>();
        // What is said of an image stands beside it in an index, and so does a second platform.
        boolean index = platforms.size() > 1 || output.options().isAttested();
        if (push && index) {
            Digest composed = pushIndex(output, source);
            deliveries.add(new Delivery.Pushed(output.name(), platforms, composed, false));
        }
        Map.Entry<Platform, RecipeId> own = ownPlatform(output);
        Optional<Digest> before = engine.get().imageId(output.name());
        load(output.name(), part(output, own), source);
        deliveries.addFirst(
                new Delivery.Loaded(
                        output.name(),
                        List.of(own.getKey()),
                        engine.get().loaded(output.name()),
                        false));
        if (push && !index) {
            Digest manifest = pushOrTakeBack(output.name(), before);
            deliveries.add(new Delivery.Pushed(output.name(), platforms, manifest, false));
        }
        return deliveries;
    }

    /** An engine of this kind pushes only what it has under that name. */
    private Digest pushOrTakeBack(ImageName name, Optional<Digest> before)
            throws EnvironmentFailure, InterruptedException {
        boolean pushed = false;
        try {
            Digest manifest = engine.get().push(name, registries.login(name));
            pushed = true;
            return manifest;
        } finally {
            if (!pushed) {
                if (before.isPresent()) {
                    engine.get().tag(before.get(), name);
                } else {
                    engine.get().untag(name);
                }
            }
        }
    }

    private Digest pushIndex(Output.Image output, Source source)
            throws BuildException, InterruptedException {
        SortedMap<Platform, ImageName> parts = new TreeMap<>();
        for (Map.Entry<Platform, RecipeId> node : output.nodes().entrySet()) {
            ImageName part = partName(output.name(), node.getKey());
            load(part, part(output, node), source);
            try {
                engine.get().push(part, registries.login(part));
            } finally {
                engine.get().untag(part);
            }
            parts.put(node.getKey(), part);
        }
        return registries.composeIndex(output.name(), parts, statements.of(output, source));
    }

    /**
     * The engine's own platform where the image has it; an engine of this kind holds one under a
     * name.
     */
    private Map.Entry<Platform, RecipeId> ownPlatform(Output.Image output)
            throws EnvironmentFailure, InterruptedException {
        Platform own = engine.get().platform();
        for (Map.Entry<Platform, RecipeId> node : output.nodes().entrySet()) {
            if (node.getKey().equals(own)) {
                return node;
            }
        }
        return output.nodes().entrySet().iterator().next();
    }

    /** An image of one of its platforms. */
    private static Output.Image part(Output.Image image, Map.Entry<Platform, RecipeId> node) {
        return new Output.Image(
                image.name(),
                image.options(),
                new TreeMap<>(Map.of(node.getKey(), node.getValue())),
                image.span());
    }

    private static ImageName partName(ImageName name, Platform platform) {
        return ImageName.parse(name + "-" + platform.toString().replace('/', '-'));
    }

    /** Pushes an image from its builder; what its name stands for. */
    Digest push(Output.Image image, Source source) throws BuildException, InterruptedException {
        SortedMap<Platform, List<Statement>> said = statements.of(image, source);
        Map<String, String> attributes = packing.pushed(image, source);
        String name = image.name().toString();
        if (!said.isEmpty()) {
            // Its name stands for it when there is also what is said of it.
            attributes.put("push-by-digest", "true");
            name = image.name().untagged();
        }
        Export export = new Export.Image(List.of(name), true, attributes);
        Digest pushed = digest(export(export, image, source, "push"));
        return said.isEmpty() ? pushed : registries.name(image.name(), pushed, said);
    }

    /** Writes an image for an engine to load. */
    void write(Output.Image image, Export.StreamTarget target, Source source)
            throws BuildException, InterruptedException {
        List<String> names = List.of(image.name().toString());
        Map<String, String> attributes = packing.written(image, source);
        digest(
                export(
                        image.nodes().size() == 1
                                ? new Export.DockerArchive(names, target, attributes)
                                : new Export.OciArchive(names, target, attributes),
                        image,
                        source,
                        "load"));
    }

    /**
     * Writes what this builder makes of an image, for others to be put beside it: an archive in OCI
     * layout, with an index also of one platform.
     */
    void writePart(Output.Image part, Export.StreamTarget target, Source source)
            throws BuildException, InterruptedException {
        Export export = new Export.OciArchive(List.of(), target, packing.written(part, source));
        export(export, part, source, "write a part of", GatewayResult::platforms);
    }

    private static Digest digest(BuildOutcome<GatewayResult> outcome) throws EnvironmentFailure {
        return Failures.digest(outcome.imageDigest().orElse(""));
    }

    private void load(ImageName name, Output.Image image, Source source)
            throws BuildException, InterruptedException {
        Map<String, String> attributes = packing.loaded(image, source);
        export(new Export.Moby(List.of(name.toString()), false, attributes), image, source, "load");
    }

    private BuildOutcome<GatewayResult> export(
            Export export, Output.Image image, Source source, String attempt)
            throws BuildException, InterruptedException {
        return export(export, image, source, attempt, ImageOutput::plainly);
    }

    private BuildOutcome<GatewayResult> export(
            Export export,
            Output.Image image,
            Source source,
            String attempt,
            Function<List<PlatformResult>, GatewayResult> form)
            throws BuildException, InterruptedException {
        try {
            return exporter.export(
                    image.allNodes(),
                    export,
                    gateway -> form.apply(results(image.nodes(), source, gateway)));
        } catch (BuildkitException.DaemonError e) {
            boolean push = attempt.equals("push");
            throw new EnvironmentFailure(
                    push ? "push-refused" : "load-refused",
                    "could not " + attempt + " image `" + image.name() + "`: " + e.getMessage(),
                    push
                            ? "check that the registry is up and that you are logged in to it"
                                    + " (docker login)"
                            : "the engine's log may say more",
                    e);
        } catch (BuildkitException e) {
            throw Failures.of("deliver image `" + image.name() + "`", e);
        }
    }

    private static List<PlatformResult> results(
            SortedMap<Platform, RecipeId> nodes, Source source, Gateway gateway)
            throws BuildkitException, InterruptedException {
        List<PlatformResult> results = new ArrayList<>();
        for (Map.Entry<Platform, RecipeId> node : nodes.entrySet()) {
            Lowered lowered = source.lowered(node.getValue());
            Ref ref =
                    lowered.tree() instanceof dev.jbuild.buildkit.llb.Output tree
                            ? gateway.solve(Definition.of(tree))
                            : Ref.SCRATCH;
            results.add(
                    new PlatformResult(
                            dev.jbuild.buildkit.llb.Platform.parse(node.getKey().toString()),
                            ref,
                            lowered.config().document(node.getKey()),
                            lowered.config().baseDocument()));
        }
        return results;
    }

    private static GatewayResult plainly(List<PlatformResult> results) {
        return results.size() == 1
                ? GatewayResult.single(
                        results.getFirst().ref(),
                        results.getFirst().imageConfig(),
                        results.getFirst().baseConfig())
                : GatewayResult.platforms(results);
    }
}
