package dev.jbuild.engine.output;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.plan.ArtifactPath;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Delivers artifacts to disk, by way of the blob store: what was fetched from the builder once is
 * placed again without it, for instance after a {@code git clean}.
 */
public final class FilesOutput {
    /** Code of the mistake that a target has made no artifact. */
    public static final String NO_SUCH_ARTIFACT = ArtifactFetch.NO_SUCH_ARTIFACT;

    private final Path root;
    private final DiskCache cache;
    private final ArtifactPlaces places;

    /**
     * @param root folder that destinations are relative to
     */
    public FilesOutput(Path root, DiskCache cache, FileDigests digests) {
        this.root = root;
        this.cache = cache;
        this.places = new ArtifactPlaces(root, cache, digests);
    }

    /** Whether the artifact can be delivered without the builder, if none of it is damaged. */
    public boolean isFetched(Output.Artifact output, ActionKey node) throws EnvironmentFailure {
        try {
            return places.isKnown(artifactKey(output, node));
        } catch (IOException e) {
            throw cacheFailure(e);
        }
    }

    /**
     * An artifact that was fetched.
     *
     * @throws LostArtifactException when it is not, or its manifest is damaged
     */
    dev.jbuild.cache.file.Tree fetched(Output.Artifact output, ActionKey node)
            throws IOException, LostArtifactException {
        return places.noted(artifactKey(output, node)).orElseThrow(LostArtifactException::new);
    }

    /** Has the artifact fetched from the builder again. What is in its place stays there. */
    public void forget(Output.Artifact output, ActionKey node) throws IOException {
        cache.actions().forget(artifactKey(output, node));
    }

    /** A new folder for what is on its way. */
    public ScratchFolder staging() throws IOException {
        return ScratchFolder.in(cache.stateFile("staging"));
    }

    /** Fetches the artifact from the builder into the blob store. */
    public void fetch(Output.Artifact output, Source source, Exporter exporter)
            throws BuildException, InterruptedException {
        try {
            Lowered lowered = source.lowered(output.node());
            ArtifactPath artifact = artifact(output, lowered);
            ArrivingArtifact arriving = places.arriving(artifact.pattern());
            places.record(
                    artifactKey(output, source.key(output.node())),
                    new ArtifactFetch(output, artifact, lowered.tree(), arriving).by(exporter));
        } catch (IOException e) {
            throw cacheFailure(e);
        }
    }

    /**
     * Takes what a program has packed into the blob store. It is recorded as nobody's result.
     *
     * @param archive a tar archive
     * @param name of the file or folder in it
     * @param pattern of what counts in the folder; empty for all
     * @return empty when there is nothing in it
     */
    public Optional<dev.jbuild.cache.file.Tree> save(
            Path archive, String name, Optional<String> pattern) throws IOException {
        try (ScratchFolder staging = staging();
                InputStream packed = Files.newInputStream(archive)) {
            ArchivedFiles.unpack(packed, staging.path());
            return places.ingest(staging.path().resolve(name), pattern);
        }
    }

    /** Where an artifact is. */
    public static ArtifactPath artifact(Output.Artifact output, Lowered lowered) {
        return ArtifactPath.of(output.path(), lowered.artifact(output.path()));
    }

    /**
     * Places a fetched artifact; what an earlier delivery left there and is no longer part of it
     * goes.
     *
     * @throws LostArtifactException when it is not, or not whole, in the cache
     */
    public Delivery place(Output.Files output, ActionKey node)
            throws EnvironmentFailure, LostArtifactException {
        try {
            return place(output, fetched(output, node));
        } catch (IOException e) {
            throw cacheFailure(e);
        }
    }

    /**
     * Places what was saved from a step that failed, in the same way.
     *
     * @throws LostArtifactException when it is not whole in the cache
     */
    public Delivery place(Output.Files output, dev.jbuild.cache.file.Tree artifact)
            throws EnvironmentFailure, LostArtifactException {
        return places.place(
                output.destination(), target(output, artifact), artifact, Optional.empty());
    }

    /**
     * Writes a fetched artifact to a place that is not the project's.
     *
     * @throws LostArtifactException when it is not, or not whole, in the cache
     */
    public void write(Output.Artifact output, ActionKey node, Path place)
            throws IOException, LostArtifactException {
        places.write(fetched(output, node), place);
    }

    /** An artifact that was placed; empty when the cache has lost it in the meantime. */
    public Optional<PlacedFiles> placed(Output.Files output, ActionKey node) throws IOException {
        return places.noted(artifactKey(output, node))
                .map(artifact -> new PlacedFiles(target(output, artifact), artifact));
    }

    /** What of an artifact is not in its place as it should be; empty when all of it is. */
    public Optional<String> missing(Output.Files output, ActionKey node) throws IOException {
        Optional<PlacedFiles> placed = placed(output, node);
        if (placed.isEmpty()) {
            return Optional.of("`" + output.destination() + "` is not fetched yet");
        }
        return places.missing(placed.get());
    }

    /** A file goes into a folder that is named with a slash at its end. */
    private Path target(Output.Files output, dev.jbuild.cache.file.Tree artifact) {
        Path destination = root.resolve(output.destination());
        boolean isFolder = artifact.entries().stream().noneMatch(entry -> entry.path().isEmpty());
        return isFolder || !output.destination().endsWith("/")
                ? destination
                : destination.resolve(Path.of(output.path()).getFileName());
    }

    /**
     * For whoever else writes a file into the project: where it goes, in a folder that is there.
     *
     * @param destination relative to {@code root}
     */
    public static Path makeRoom(Path root, String destination)
            throws EnvironmentFailure, IOException {
        Path place = root.resolve(destination);
        ArtifactPlaces.requireInside(root, place, destination);
        Files.createDirectories(place.getParent());
        return place;
    }

    /** Tells that something cannot be written. */
    public static EnvironmentFailure failed(String destination, IOException e) {
        return ArtifactPlaces.failed(destination, e);
    }

    /** The key by which a fetched artifact is recorded. */
    public static ActionKey artifactKey(Output.Artifact output, ActionKey node) {
        return new KeyEncoder().text("artifact").key(node).text(output.path()).finish();
    }

    private static EnvironmentFailure cacheFailure(IOException e) {
        return new EnvironmentFailure(
                "cache-failed",
                "the cache cannot be used: " + e,
                "check permissions and free space of the cache folder",
                e);
    }
}
