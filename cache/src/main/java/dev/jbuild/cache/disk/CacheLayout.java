package dev.jbuild.cache.disk;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Where things lie in the cache's folder.
 *
 * <pre>
 * v1/sha256/ab/abcd…   blobs
 * v1/actions/ab/abcd…  records of actions
 * v1/new/              files on their way to one of these
 * v1/shelf/abcd…       folders that are kept as a whole
 * v1/state/            indexes of others
 * v1/roots/            which records are in use
 * v1/era               another text since records were forgotten on purpose
 * v1/usage             how much there is
 * v1/turns             what processes lock
 * </pre>
 *
 * A process that knows another layout uses another number and leaves these files alone.
 *
 * @param root the folder {@code v1}
 */
record CacheLayout(Path root) {
    private static final String VERSION = "v1";

    static CacheLayout make(Path folder) throws IOException {
        CacheLayout layout = new CacheLayout(folder.toAbsolutePath().resolve(VERSION));
        Files.createDirectories(layout.arrivals());
        Files.createDirectories(layout.state());
        Files.createDirectories(layout.roots());
        return layout;
    }

    Path blobs() {
        return root.resolve("sha256");
    }

    Path blob(Digest digest) {
        return shard(blobs(), digest.hex()).resolve(digest.hex());
    }

    Path actions() {
        return root.resolve("actions");
    }

    Path action(ActionKey key) {
        return shard(actions(), key.hex()).resolve(key.hex());
    }

    /** On the file system of all the others, so that a rename can take a file there. */
    Path arrivals() {
        return root.resolve("new");
    }

    Path shelf() {
        return root.resolve("shelf");
    }

    Path state() {
        return root.resolve("state");
    }

    Path roots() {
        return root.resolve("roots");
    }

    Path era() {
        return root.resolve("era");
    }

    /** Begins a new era. */
    void beginEra() throws IOException {
        NewFile.write(era(), UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
    }

    Path turns() {
        return root.resolve("turns");
    }

    /** Starts a file that will go to one of the places above. */
    NewFile newFile() throws IOException {
        return NewFile.in(arrivals());
    }

    /** Makes the folder that a blob goes to. */
    Path placeFor(Digest digest) throws IOException {
        makeFolder(shard(blobs(), digest.hex()));
        return blob(digest);
    }

    /** Makes the folder that a record goes to. */
    Path placeFor(ActionKey key) throws IOException {
        makeFolder(shard(actions(), key.hex()));
        return action(key);
    }

    private static Path shard(Path kind, String hex) {
        return kind.resolve(hex.substring(0, 2));
    }

    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }
}
