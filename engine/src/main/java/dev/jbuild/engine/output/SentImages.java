package dev.jbuild.engine.output;

import dev.jbuild.cache.room.Room;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Delivers images of a builder that keeps none: to their registry, and as an archive into the
 * Docker engine, where there is one.
 *
 * <p>What a registry refuses does not get into the engine either.
 */
public final class SentImages {
    private final Optional<DockerEngine> engine;
    private final ImageOutput images;
    private final Path staging;

    /**
     * @param staging folder for the archive on its way
     */
    public SentImages(Optional<DockerEngine> engine, ImageOutput images, Path staging) {
        this.engine = engine;
        this.images = images;
        this.staging = staging;
    }

    /**
     * Delivers {@code output}.
     *
     * @param push whether it goes to its registry
     * @throws EnvironmentFailure when there is no place for it
     */
    public List<Delivery> deliver(Output.Image output, boolean push, Source source)
            throws BuildException, InterruptedException, IOException {
        ImageName name = output.name();
        if (!push && engine.isEmpty()) {
            throw noPlace(name);
        }
        List<Delivery> deliveries = new ArrayList<>();
        if (push) {
            deliveries.add(
                    new Delivery.Pushed(
                            name,
                            List.copyOf(output.nodes().keySet()),
                            images.push(output, source),
                            false));
        }
        if (engine.isPresent()) {
            Output.Image kept = kept(output, engine.get());
            load(kept, engine.get(), source);
            deliveries.addFirst(
                    new Delivery.Loaded(
                            name,
                            List.copyOf(kept.nodes().keySet()),
                            engine.get().loaded(name),
                            false));
        }
        return deliveries;
    }

    /** All platforms where the engine keeps them under one name, else its own if there is one. */
    static Output.Image kept(Output.Image output, DockerEngine engine) throws EnvironmentFailure {
        SortedMap<Platform, RecipeId> nodes = output.nodes();
        if (nodes.size() == 1 || engine.keepsIndexes()) {
            return output;
        }
        Platform own = engine.platform();
        Platform kept = nodes.containsKey(own) ? own : nodes.firstKey();
        SortedMap<Platform, RecipeId> one = new TreeMap<>(nodes);
        one.keySet().retainAll(List.of(kept));
        return new Output.Image(output.name(), output.options(), one, output.span());
    }

    private void load(Output.Image image, DockerEngine engine, Source source)
            throws BuildException, InterruptedException, IOException {
        try (ScratchFolder scratch = ScratchFolder.in(staging)) {
            Path archive = scratch.path().resolve("image.tar");
            images.write(image, () -> Room.file(archive), source);
            engine.load(archive);
        }
    }

    static EnvironmentFailure noPlace(ImageName name) {
        return new EnvironmentFailure(
                "no-engine",
                "there is no Docker engine to load image `" + name + "` into",
                "start one or set DOCKER_HOST; or have the image pushed, with `push: true` and"
                        + " --push: a BuildKit by itself keeps no images",
                null);
    }
}
