package dev.jbuild.cache.artifact;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Artifacts as a manifest (the blob of a {@link Tree}) and one blob per content. */
public final class ArtifactStore {
    public ArtifactStore(BlobStore blobs, FileDigests digests) {}

    /**
     * Stores a folder, a file or a link. The manifest goes last, so that whoever finds it finds all
     * it names.
     *
     * @return the artifact; its manifest is the blob {@link Tree#digest}, and with {@link
     *     Tree#contents} that is all it needs
     */
    public Tree ingest(Path source) throws IOException {
        return dev.jbuild.cache.Pending.yet();
    }

    /** The manifest, empty when it is absent or damaged. */
    public Optional<Tree> read(Digest manifest) throws IOException {
        return dev.jbuild.cache.Pending.yet();
    }

    /**
     * Makes {@code target} hold the artifact. Files that are as they should be are not touched;
     * each other file appears complete in one moment. What {@code previous} put there and the
     * artifact lacks is removed; what others put there stays. Nothing outside of {@code target} is
     * touched, whatever links lie in it.
     *
     * @param target where the folder, file or link is to be; its parents are made as needed
     * @param previous the artifact of the last delivery to this place
     * @throws MissingBlobException when a content is absent or damaged; files delivered before that
     *     stay, nothing has been removed
     * @throws IOException also when something that is not the artifact's stands in the way
     */
    public Delivery restore(Tree artifact, Path target, Optional<Tree> previous)
            throws IOException {
        return dev.jbuild.cache.Pending.yet();
    }

    /** What a delivery did, counted in files and links. */
    public record Delivery(int written, int unchanged, int removed) {}
}
