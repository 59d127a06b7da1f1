package dev.jbuild.cdn.testing;

import dev.jbuild.cache.artifact.ArtifactStore;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cdn.ReleaseMaker;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.ReleaseRules;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A folder of files that is released, with a cache beside it. */
public final class Site {
    private final Path folder;
    private final DiskCache cache;
    private final ArtifactStore artifacts;

    public Site(Path temp) throws IOException {
        this(temp, "site");
    }

    /** One of several sites that share a cache. */
    public Site(Path temp, String name) throws IOException {
        this.folder = Files.createDirectories(temp.resolve(name));
        this.cache = DiskCache.open(temp.resolve("cache"), damage -> {});
        this.artifacts =
                new ArtifactStore(
                        cache.blobs(),
                        FileDigests.open(cache.stateFile("files"), InstantSource.system()));
    }

    public Site write(String path, String text) throws IOException {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public Site write(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return this;
    }

    public Site delete(String path) throws IOException {
        Files.delete(folder.resolve(path));
        return this;
    }

    public Path folder() {
        return folder;
    }

    public DiskCache cache() {
        return cache;
    }

    public Tree tree() throws IOException {
        return artifacts.ingest(folder);
    }

    public ReleaseMaker.Made make(ReleaseRules rules) throws UserMistake, IOException {
        return new ReleaseMaker(cache.actions(), cache.blobs()).make(tree(), rules);
    }

    public Release release(ReleaseRules rules) throws UserMistake, IOException {
        return make(rules).release();
    }

    /** The file that a file of the folder became; the hashed one where there are two. */
    public static ReleaseFile file(Release release, String logical) {
        return release.files().stream()
                .filter(file -> file.logical().equals(logical))
                .max((a, b) -> Boolean.compare(a.immutable(), b.immutable()))
                .orElseThrow(() -> new AssertionError("no " + logical + " in " + release));
    }

    public String text(ReleaseFile file) throws IOException {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    public byte[] bytes(ReleaseFile file) throws IOException {
        return cache.blobs().read(file.content().digest()).orElseThrow();
    }
}
