package dev.jbuild.engine.why;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.model.Digest;
import dev.jbuild.model.RecipeId;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of the nodes of a project, in the cache: there it is written whole, checked when it
 * is read, and cleared away when nobody needs it.
 */
public final class Memories {
    private final Path root;
    private final ActionCache records;
    private final BlobStore blobs;

    /**
     * @param root of the project
     */
    public Memories(Path root, DiskCache cache) {
        this.root = root;
        this.records = cache.actions();
        this.blobs = cache.blobs();
    }

    /** What is kept of a node. */
    public Optional<Memory> find(RecipeId node) throws IOException {
        return records.find(key(node)) instanceof Lookup.Hit hit
                ? MemoryFormat.read(hit.value())
                : Optional.empty();
    }

    /**
     * Keeps something of a node, in place of what there is.
     *
     * @param trees the files that steps copy, by their digests
     */
    public void keep(RecipeId node, Memory memory, Map<Digest, Tree> trees) throws IOException {
        for (Digest digest : memory.last().trees()) {
            Tree tree = trees.get(digest);
            if (tree != null && !blobs.contains(digest)) {
                blobs.put(tree.encode());
            }
        }
        records.publish(key(node), MemoryFormat.write(memory));
    }

    /** Files that were kept; empty when they are not there any more. */
    Optional<Tree> tree(String digest) throws IOException {
        return blobs.read(new Digest(digest)).map(Tree::decode);
    }

    private ActionKey key(RecipeId node) {
        return new KeyEncoder().text("memory").text(root.toString()).text(node.toString()).finish();
    }
}
