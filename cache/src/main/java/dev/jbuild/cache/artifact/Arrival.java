package dev.jbuild.cache.artifact;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.file.glob.Glob;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that come from elsewhere, one by one, straight into the blob store. No path that they name
 * is ever written to. For one thread.
 */
public final class Arrival implements AutoCloseable {
    private final BlobStore blobs;
    private final BlobQueue queue;
    private final Map<String, FileEntry> entries = new HashMap<>();
    private final Map<String, ArrivingFile> files = new LinkedHashMap<>();

    /** Second names of files, each with another name of the same. */
    private final Map<String, String> aliases = new LinkedHashMap<>();

    Arrival(BlobStore blobs) {
        this.blobs = blobs;
        this.queue = new BlobQueue(blobs);
    }

    /**
     * A folder.
     *
     * @param mode permission bits
     * @throws IllegalArgumentException as all of these, when no {@link Tree} could have it
     */
    public void folder(String path, int mode) {
        entries.put(path, new FileEntry.Folder(path, mode));
    }

    /** A symbolic link. */
    public void link(String path, String target) {
        entries.put(path, new FileEntry.Symlink(path, target));
    }

    /** A file that has come, or is coming, by another path. */
    public void alias(String path, String other) {
        aliases.put(path, other);
    }

    /**
     * A file whose content is coming.
     *
     * @param mode permission bits
     * @param size of all of it
     */
    public ArrivingFile file(String path, int mode, long size) {
        ArrivingFile file = new ArrivingFile(mode, size, blobs, queue);
        files.put(path, file);
        return file;
    }

    /**
     * All has come. The manifest goes last into the store, so that whoever finds it finds all it
     * names.
     *
     * @param name what counts: a folder, a file or a link
     * @param pattern what of that folder counts, as in {@link
     *     ArtifactStore#ingest(java.nio.file.Path, Glob)}; all, when empty
     * @return empty when there is nothing of that name, or nothing matches
     */
    public Optional<Tree> finish(String name, Optional<Glob> pattern) throws IOException {
        queue.awaitAll();
        for (Map.Entry<String, ArrivingFile> file : files.entrySet()) {
            entries.put(file.getKey(), file.getValue().entry(file.getKey()));
        }
        for (Map.Entry<String, String> alias : aliases.entrySet()) {
            if (!(entries.get(alias.getValue()) instanceof FileEntry.File file)) {
                throw new IllegalArgumentException("`" + alias.getValue() + "` is no file");
            }
            entries.put(alias.getKey(), file.at(alias.getKey()));
        }
        Optional<Tree> tree = tree(name, pattern);
        if (tree.isPresent()) {
            blobs.put(tree.get().encode());
        }
        return tree;
    }

    private Optional<Tree> tree(String name, Optional<Glob> pattern) {
        return switch (entries.get(name)) {
            case null -> Optional.empty();
            case FileEntry.Folder _ -> folder(name + "/", pattern);
            case FileEntry leaf ->
                    pattern.isPresent()
                            ? Optional.empty()
                            : Optional.of(new Tree(List.of(leaf.at(""))));
        };
    }

    private Optional<Tree> folder(String prefix, Optional<Glob> pattern) {
        List<FileEntry> below = new ArrayList<>();
        for (FileEntry entry : entries.values()) {
            if (entry.path().startsWith(prefix)) {
                String path = entry.path().substring(prefix.length());
                if (pattern.isEmpty() || pattern.get().covers(path)) {
                    below.add(entry.at(path));
                }
            }
        }
        return pattern.isPresent() && below.isEmpty()
                ? Optional.empty()
                : Optional.of(Tree.of(below));
    }

    /** Lets go of what has not come to its end. */
    @Override
    public void close() throws IOException {
        queue.close();
        for (ArrivingFile file : files.values()) {
            file.close();
        }
    }
}
