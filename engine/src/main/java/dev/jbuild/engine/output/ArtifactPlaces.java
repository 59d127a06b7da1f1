package dev.jbuild.engine.output;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.LostBlobException;
import dev.jbuild.cache.artifact.ArtifactStore;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.file.glob.Glob;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts what is in the blob store to its place in the project, and remembers what it has put where,
 * so that what is no longer part of it can go.
 */
final class ArtifactPlaces {
    private static final String MANIFEST = "manifest";

    private final Path root;
    private final DiskCache cache;
    private final FileDigests digests;
    private final ArtifactStore artifacts;

    /**
     * @param root folder that destinations are relative to
     */
    ArtifactPlaces(Path root, DiskCache cache, FileDigests digests) {
        this.root = root;
        this.cache = cache;
        this.digests = digests;
        this.artifacts = new ArtifactStore(cache.blobs(), digests);
    }

    /** Takes a folder, a file or a link into the blob store. */
    Tree ingest(Path source) throws IOException {
        return artifacts.ingest(source);
    }

    /**
     * Takes what may be there: a folder, a file or a link, or what matches a pattern in a folder.
     *
     * @return empty when there is nothing
     */
    Optional<Tree> ingest(Path source, Optional<String> pattern) throws IOException {
        if (pattern.isEmpty()) {
            return Files.exists(source, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(ingest(source))
                    : Optional.empty();
        }
        return Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(artifacts.ingest(source, Glob.parse(pattern.get())))
                        .filter(tree -> !tree.entries().isEmpty())
                : Optional.empty();
    }

    /** Begins an artifact that comes from a builder, in the same way. */
    ArrivingArtifact arriving(Optional<String> pattern) {
        return new ArrivingArtifact(artifacts, cache::room, pattern.map(Glob::parse));
    }

    /** Whether something is recorded by a key, and no part of it is gone from the blob store. */
    boolean isKnown(ActionKey key) throws IOException {
        return cache.actions().find(key) instanceof Lookup.Hit;
    }

    /** What is recorded by a key, even if some of its contents are gone. */
    Optional<Tree> noted(ActionKey key) throws IOException {
        Optional<ActionRecord> last = cache.actions().last(key);
        return last.isPresent() ? manifest(last.get()) : Optional.empty();
    }

    private Optional<Tree> manifest(ActionRecord value) throws IOException {
        return artifacts.read(Digest.parse(value.facts().getOrDefault(MANIFEST, "")));
    }

    /** Records what is in the blob store by a key. */
    void record(ActionKey key, Tree artifact) throws IOException {
        List<Digest> blobs = new ArrayList<>(artifact.contents());
        blobs.add(artifact.digest());
        cache.actions()
                .publish(
                        key,
                        new ActionRecord(
                                new TreeMap<>(Map.of(MANIFEST, artifact.digest().toString())),
                                blobs));
    }

    /**
     * Places an artifact; what an earlier delivery left there and is no longer part of it goes.
     *
     * @param destination as it is written
     * @param target where that is
     * @param first a part of the artifact that is to be there before the rest
     * @throws LostArtifactException when it is not whole in the cache
     */
    Delivery place(String destination, Path target, Tree artifact, Optional<Tree> first)
            throws EnvironmentFailure, LostArtifactException {
        try {
            requireInside(root, target, destination);
            ActionKey key = placeKey(destination);
            Optional<Tree> previous = noted(key);
            int early =
                    first.isPresent()
                            ? artifacts.restore(first.get(), target, Optional.empty()).written()
                            : 0;
            ArtifactStore.Delivery done = artifacts.restore(artifact, target, previous);
            if (!previous.equals(Optional.of(artifact))) {
                record(key, artifact);
            }
            return new Delivery.Files(
                    destination,
                    done.written() + done.unchanged(),
                    early + done.written(),
                    done.removed());
        } catch (LostBlobException e) {
            throw new LostArtifactException(e);
        } catch (IOException e) {
            throw failed(destination, e);
        }
    }

    /**
     * Writes an artifact to a place that is not the project's.
     *
     * @throws LostArtifactException when it is not whole in the cache
     */
    void write(Tree artifact, Path place) throws IOException, LostArtifactException {
        try {
            artifacts.restore(artifact, place, Optional.empty());
        } catch (LostBlobException e) {
            throw new LostArtifactException(e);
        }
    }

    private ActionKey placeKey(String destination) {
        return new KeyEncoder()
                .text("placed")
                .text(root.resolve(destination).toAbsolutePath().normalize().toString())
                .finish();
    }

    /** What is not in its place as it should be; empty when all of it is. */
    Optional<String> missing(PlacedFiles placed) throws IOException {
        for (FileEntry entry : placed.artifact().entries()) {
            Path path = placed.target().resolve(entry.path());
            String problem = problem(path, entry);
            if (!problem.isEmpty()) {
                return Optional.of("`" + root.relativize(path) + "` " + problem);
            }
        }
        return Optional.empty();
    }

    private String problem(Path path, FileEntry entry) throws IOException {
        Optional<FileStat> stat = FileStat.of(path);
        if (stat.isEmpty()) {
            return "is missing";
        }
        boolean same =
                switch (entry) {
                    case FileEntry.File file ->
                            stat.get().kind() == FileStat.Kind.FILE
                                    && stat.get().mode() == file.mode()
                                    && digests.digest(path).equals(file.content());
                    case FileEntry.Symlink link ->
                            stat.get().kind() == FileStat.Kind.SYMLINK
                                    && Files.readSymbolicLink(path)
                                            .toString()
                                            .equals(link.target());
                    case FileEntry.Folder folder ->
                            stat.get().kind() == FileStat.Kind.FOLDER
                                    && stat.get().mode() == folder.mode();
                };
        return same ? "" : "is not as it was delivered";
    }

    /**
     * Refuses to write through a link that leads out of the project, which an artifact may have
     * left.
     *
     * @param destination as it is written
     */
    static void requireInside(Path root, Path target, String destination)
            throws EnvironmentFailure, IOException {
        Path inside = root.toRealPath();
        for (Path folder = target.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder)) {
                if (!folder.toRealPath().startsWith(inside)) {
                    throw new EnvironmentFailure(
                            "delivery-outside",
                            "`"
                                    + destination
                                    + "` is outside of the project: it is below a link to `"
                                    + folder.toRealPath()
                                    + "`",
                            "deliver to a folder of the project, or replace the link by a folder",
                            null);
                }
                return;
            }
        }
    }

    /** Tells that something cannot be written. */
    static EnvironmentFailure failed(String destination, IOException e) {
        return new EnvironmentFailure(
                "delivery-failed",
                "cannot write `" + destination + "`: " + e.getMessage(),
                (e instanceof FileAlreadyExistsException
                                ? "move what is there out of the way"
                                : "check permissions and free space")
                        + "; building again delivers the rest",
                e);
    }
}
