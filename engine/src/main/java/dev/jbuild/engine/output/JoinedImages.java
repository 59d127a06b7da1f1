package dev.jbuild.engine.output;

import dev.jbuild.buildkit.Export;
import dev.jbuild.cache.room.Room;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.image.ImageArchive;
import dev.jbuild.engine.image.ImageContents;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.registry.Registries;
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

/**
 * Delivers an image whose platforms are made by several builders. Each writes its part into a file
 * of this machine; from there the whole is pushed and loaded.
 *
 * <p>What a registry refuses does not get into the engine either.
 */
public final class JoinedImages {
    private final List<Part> parts;
    private final Registries registries;
    private final Statements statements;
    private final Path staging;

    /**
     * What one builder makes.
     *
     * @param output by which it leaves the builder
     * @param image with the platforms that it has
     */
    public record Part(ImageOutput output, Output.Image image) {}

    /**
     * @param parts each of another builder
     * @param staging folder for archives on their way
     */
    public JoinedImages(
            List<Part> parts, Registries registries, Statements statements, Path staging) {
        this.parts = List.copyOf(parts);
        this.registries = registries;
        this.statements = statements;
        this.staging = staging;
    }

    /**
     * Delivers {@code image}, of which the parts are.
     *
     * @param push whether it goes to its registry
     * @throws EnvironmentFailure when there is no place for it
     */
    public List<Delivery> deliver(
            Output.Image image, boolean push, Source source, Optional<DockerEngine> engine)
            throws BuildException, InterruptedException, IOException {
        ImageName name = image.name();
        if (!push && engine.isEmpty()) {
            throw SentImages.noPlace(name);
        }
        List<Platform> platforms = List.copyOf(image.nodes().keySet());
        List<Delivery> deliveries = new ArrayList<>();
        try (ScratchFolder folder = ScratchFolder.in(staging);
                JoinedImage joined = join(image, source, folder.path())) {
            if (push) {
                Digest pushed =
                        registries.push(
                                name, joined, joined.digest(), statements.of(image, source));
                deliveries.add(new Delivery.Pushed(name, platforms, pushed, false));
            }
            if (engine.isPresent()) {
                Output.Image kept = SentImages.kept(image, engine.get());
                load(kept, joined, source, folder.path().resolve("load.tar"), engine.get());
                List<Platform> loaded = List.copyOf(kept.nodes().keySet());
                deliveries.addFirst(
                        new Delivery.Loaded(name, loaded, engine.get().loaded(name), false));
            }
        }
        return deliveries;
    }

    private void load(
            Output.Image kept, JoinedImage joined, Source source, Path file, DockerEngine engine)
            throws BuildException, InterruptedException, IOException {
        if (kept.nodes().size() > 1) {
            joined.write(List.of(kept.name()), Room.file(file));
        } else {
            Platform platform = kept.nodes().firstKey();
            Part part =
                    parts.stream()
                            .filter(any -> any.image().nodes().containsKey(platform))
                            .findFirst()
                            .orElseThrow();
            part.output().write(kept, () -> Room.file(file), source);
        }
        engine.load(file);
    }

    /** Writes an archive of it, in OCI layout. */
    public void archive(Output.Archive archive, Source source, Export.StreamTarget target)
            throws BuildException, InterruptedException, IOException {
        try (ScratchFolder folder = ScratchFolder.in(staging);
                JoinedImage joined = join(archive.image(), source, folder.path())) {
            joined.write(archive.names(), target.open());
        }
    }

    /**
     * Finds out what it consists of, before anybody has it.
     *
     * @param folders whether to look into layers; then those are not as they travel
     * @param scratch an empty folder
     */
    public List<ImageContents> look(Source source, boolean folders, Path scratch)
            throws BuildException, InterruptedException, IOException {
        List<ImageContents> contents = new ArrayList<>();
        for (Part part : parts) {
            contents.addAll(part.output().look(part.image(), source, folders, scratch));
        }
        return contents;
    }

    private JoinedImage join(Output.Image image, Source source, Path folder)
            throws BuildException, InterruptedException, IOException {
        List<ImageArchive> archives = new ArrayList<>();
        for (Part part : parts) {
            Path file = folder.resolve(archives.size() + ".tar");
            part.output().writePart(part.image(), () -> Room.file(file), source);
            archives.add(ImageArchive.open(file));
        }
        return JoinedImage.of(archives, annotations(image.nodes(), source));
    }

    private static Map<String, String> annotations(
            SortedMap<Platform, RecipeId> nodes, Source source) {
        SortedMap<String, String> annotations = new TreeMap<>();
        nodes.values().forEach(node -> annotations.putAll(source.lowered(node).annotations()));
        return annotations;
    }
}
