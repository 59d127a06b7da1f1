package dev.jbuild.cache.artifact;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.LostBlobException;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.FileQuery;
import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.FileStat.Kind;
import dev.jbuild.cache.file.FileWalk;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.file.glob.Glob;
import dev.jbuild.cache.file.glob.IgnoreRules;
import dev.jbuild.cache.parallel.Each;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Artifacts as a manifest (the blob of a {@link Tree}) and one blob per content. */
public final class ArtifactStore {
    private final BlobStore blobs;
    private final FileDigests digests;

    public ArtifactStore(BlobStore blobs, FileDigests digests) {
        this.blobs = blobs;
        this.digests = digests;
    }

    /**
     * Stores a folder, a file or a link. The manifest goes last, so that whoever finds it finds all
     * it names.
     *
     * @return the artifact; its manifest is the blob {@link Tree#digest}, and with {@link
     *     Tree#contents} that is all it needs
     */
    public Tree ingest(Path source) throws IOException {
        FileStat stat =
                FileStat.of(source).orElseThrow(() -> new NoSuchFileException(source.toString()));
        return store(
                source,
                stat.kind() == Kind.FOLDER
                        ? folder(source, Glob.parse("."))
                        : single(source, stat));
    }

    /**
     * Stores what matches a pattern in a folder, in the same way; a folder that matches stands for
     * all below it.
     */
    public Tree ingest(Path folder, Glob pattern) throws IOException {
        return store(folder, folder(folder, pattern));
    }

    /** Begins an artifact that comes from elsewhere. */
    public Arrival arrival() {
        return new Arrival(blobs);
    }

    /** The manifest, empty when it is absent or damaged. */
    public Optional<Tree> read(Digest manifest) throws IOException {
        return blobs.read(manifest).map(Tree::decode);
    }

    /**
     * Makes {@code target} hold the artifact. Files that are as they should be are not touched;
     * each other file appears complete in one moment. What {@code previous} put there and the
     * artifact lacks is removed, unless somebody has changed it since; what others put there stays.
     * Nothing outside of {@code target} is touched, whatever links lie in it.
     *
     * @param target where the folder, file or link is to be; its parents are made as needed
     * @param previous the artifact of the last delivery to this place
     * @throws LostBlobException when a content is absent, before anything is touched; when one is
     *     damaged, after other files have been delivered
     * @throws IOException also when something that is not the artifact's stands in the way
     */
    public Delivery restore(Tree artifact, Path target, Optional<Tree> previous)
            throws IOException {
        Each.of(
                artifact.entries(),
                entry -> {
                    if (entry instanceof FileEntry.File file && !blobs.contains(file.content())) {
                        throw LostBlobException.gone(file.content(), file.path());
                    }
                });
        return new Restorer(blobs, digests, target.toAbsolutePath().normalize(), artifact, previous)
                .run(Instant.now());
    }

    private Tree folder(Path source, Glob pattern) throws IOException {
        FileQuery query = new FileQuery(source, List.of(pattern), IgnoreRules.NONE);
        return digests.tree(FileWalk.select(query));
    }

    private Tree single(Path source, FileStat stat) throws IOException {
        FileEntry entry =
                stat.kind() == Kind.SYMLINK
                        ? new FileEntry.Symlink("", Files.readSymbolicLink(source).toString())
                        : new FileEntry.File("", stat.mode(), stat.size(), digests.digest(source));
        return new Tree(List.of(entry));
    }

    private Tree store(Path source, Tree tree) throws IOException {
        Each.of(tree.entries(), entry -> store(source, entry));
        blobs.put(tree.encode());
        return tree;
    }

    private void store(Path source, FileEntry entry) throws IOException {
        if (entry instanceof FileEntry.File file && !blobs.contains(file.content())) {
            Path path = source.resolve(file.path());
            if (!blobs.put(path).equals(file.content())) {
                throw new FileSystemException(
                        path.toString(), null, "the file changed while it was stored");
            }
        }
    }

    /** What a delivery did, counted in files and links. */
    public record Delivery(int written, int unchanged, int removed) {}
}
