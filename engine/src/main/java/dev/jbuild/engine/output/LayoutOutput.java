package dev.jbuild.engine.output;

import dev.jbuild.buildkit.Export;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.room.Room;
import dev.jbuild.engine.attest.LayoutContents;
import dev.jbuild.engine.attest.Statement;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Delivers images as folders in OCI layout, by way of the blob store, as artifacts are: a layer
 * that is there is not written again, and one that no image needs any more goes.
 *
 * <p>Whoever reads a layout begins with its index. It is written when all that it names is there,
 * and what only the one before has named goes after that.
 */
public final class LayoutOutput {
    private static final String INDEX = "index.json";

    private final Path root;
    private final DiskCache cache;
    private final ArtifactPlaces places;

    /**
     * @param root folder that destinations are relative to
     */
    public LayoutOutput(Path root, DiskCache cache, FileDigests digests) {
        this.root = root;
        this.cache = cache;
        this.places = new ArtifactPlaces(root, cache, digests);
    }

    /** Writes a layout as an archive. */
    @FunctionalInterface
    public interface Packed {
        void write(Export.StreamTarget target)
                throws BuildException, InterruptedException, IOException;
    }

    /** Whether the layout can be placed without the builder, if none of it is damaged. */
    public boolean isFetched(Output.Archive layout, Source source) throws IOException {
        return places.isKnown(ImageLedger.layoutKey(layout, source));
    }

    /** Has the layout fetched from the builder again. What is in its place stays there. */
    public void forget(Output.Archive layout, Source source) throws IOException {
        cache.actions().forget(ImageLedger.layoutKey(layout, source));
    }

    /** A layout as it is placed; empty when the cache has it not. */
    public Optional<PlacedFiles> placed(Output.Archive layout, Source source) throws IOException {
        return places.noted(ImageLedger.layoutKey(layout, source))
                .map(tree -> new PlacedFiles(root.resolve(layout.destination()), tree));
    }

    /** What of a layout is not in its place as it should be; empty when all of it is. */
    public Optional<String> missing(Output.Archive layout, Source source) throws IOException {
        Optional<PlacedFiles> placed = placed(layout, source);
        return placed.isPresent()
                ? places.missing(placed.get())
                : Optional.of("`" + layout.destination() + "` is not fetched yet");
    }

    /**
     * Fetches the layout from the builder into the blob store.
     *
     * @param said of the image of each platform, if anything
     * @param packed writes an archive of it
     * @param scratch an empty folder
     */
    public void fetch(
            Output.Archive layout,
            Source source,
            SortedMap<Platform, List<Statement>> said,
            Packed packed,
            Path scratch)
            throws BuildException, InterruptedException, IOException {
        Path archive = scratch.resolve("layout.tar");
        packed.write(() -> Room.file(archive));
        Path folder = Files.createDirectory(scratch.resolve("layout"));
        try (InputStream in = Files.newInputStream(archive)) {
            ArchivedFiles.unpack(in, folder);
        }
        Files.delete(archive);
        if (!said.isEmpty()) {
            LayoutContents.attest(folder, said);
        }
        places.record(ImageLedger.layoutKey(layout, source), places.ingest(folder));
    }

    /**
     * Places a fetched layout.
     *
     * @throws LostArtifactException when it is not, or not whole, in the cache
     */
    public Delivery place(Output.Archive layout, Source source)
            throws EnvironmentFailure, IOException, LostArtifactException {
        PlacedFiles placed = placed(layout, source).orElseThrow(LostArtifactException::new);
        Tree whole = placed.artifact();
        Tree named =
                new Tree(
                        whole.entries().stream()
                                .filter(entry -> !entry.path().equals(INDEX))
                                .toList());
        return places.place(layout.destination(), placed.target(), whole, Optional.of(named));
    }
}
