package dev.jbuild.cache.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.file.glob.Glob;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class ArrivalTest {
    private static final int LARGE = 3 << 20;

    @TempDir Path temp;
    private DiskCache cache;
    private ArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        cache = DiskCache.open(temp.resolve("cache"), damage -> {});
        store =
                new ArtifactStore(
                        cache.blobs(),
                        FileDigests.open(temp.resolve("index"), InstantSource.system()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(Arrival arrival, String path, byte[] content) throws IOException {
        ArrivingFile file = arrival.file(path, 0644, content.length);
        for (int from = 0; from < content.length; from += 30_000) {
            int length = Math.min(30_000, content.length - from);
            file.append(ByteBuffer.wrap(content, from, length).asReadOnlyBuffer());
        }
        file.complete();
    }

    @Test
    void finish_hasFilesLinksAndFolders_asTheyWereSent() throws Exception {
        byte[] large = new byte[LARGE];
        Arrays.fill(large, (byte) 'x');
        Tree tree;
        try (Arrival arrival = store.arrival()) {
            arrival.folder("a", 0700);
            arrival.folder("a/d", 0555);
            ArrivingFile slow = arrival.file("a/d/slow", 0600, 4);
            slow.append(ByteBuffer.wrap(bytes("sl")));
            send(arrival, "a/empty", new byte[0]);
            send(arrival, "a/large", large);
            arrival.link("a/link", "../../outside");
            arrival.alias("a/second", "a/d/slow");
            arrival.alias("a/third", "a/second");
            send(arrival, "ab", bytes("not of it"));
            slow.append(ByteBuffer.wrap(bytes("ow")));
            slow.complete();
            tree = arrival.finish("a", Optional.empty()).orElseThrow();
        }

        Digest slow = Digest.of(bytes("slow"));
        assertThat(tree.entries())
                .containsExactly(
                        new FileEntry.Folder("d", 0555),
                        new FileEntry.File("d/slow", 0600, 4, slow),
                        new FileEntry.File("empty", 0644, 0, Digest.of(new byte[0])),
                        new FileEntry.File("large", 0644, LARGE, Digest.of(large)),
                        new FileEntry.Symlink("link", "../../outside"),
                        new FileEntry.File("second", 0600, 4, slow),
                        new FileEntry.File("third", 0600, 4, slow));
        assertThat(store.read(tree.digest())).contains(tree);
        store.restore(tree, temp.resolve("out"), Optional.empty());
        assertThat(temp.resolve("out/large")).hasBinaryContent(large);
        assertThat(temp.resolve("out/third")).hasContent("slow");
        assertThat(strays()).isEmpty();
        assertThat(cache.upkeep().verify().damages()).isEmpty();
    }

    @Test
    void finish_ofAFileOrALink_isNothingButThis() throws IOException {
        try (Arrival arrival = store.arrival()) {
            send(arrival, "file", bytes("content"));
            arrival.link("link", "file");

            assertThat(arrival.finish("file", Optional.empty()).orElseThrow().entries())
                    .containsExactly(new FileEntry.File("", 0644, 7, Digest.of(bytes("content"))));
            assertThat(arrival.finish("link", Optional.empty()).orElseThrow().entries())
                    .containsExactly(new FileEntry.Symlink("", "file"));
            assertThat(arrival.finish("other", Optional.empty())).isEmpty();
            assertThat(arrival.finish("file", Optional.of(Glob.parse("**")))).isEmpty();
        }
    }

    @Test
    void finish_ofAnEmptyFolder_isAnArtifact_unlessSomethingHasToMatch() throws IOException {
        try (Arrival arrival = store.arrival()) {
            arrival.folder("a", 0755);

            assertThat(arrival.finish("a", Optional.empty())).contains(new Tree(List.of()));
            assertThat(arrival.finish("a", Optional.of(Glob.parse("**")))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "**",
                ".",
                "*",
                "x",
                "x/y",
                "*.js",
                "**/*.js",
                "x/*",
                "x/**",
                "?/y",
                "**/y",
                "z",
                "x/y/b.js"
            })
    void finish_withAPattern_takesWhatIngestTakes(String pattern) throws IOException {
        Path folder = temp.resolve("source");
        Files.createDirectories(folder.resolve("x/y/deep"));
        Files.createDirectories(folder.resolve("y"));
        Files.createDirectories(folder.resolve("empty"));
        for (String path :
                List.of("a.js", "a.css", "x/a.js", "x/y/b.js", "x/y/deep/c", "y/d.js", ".js")) {
            Files.writeString(folder.resolve(path), path);
        }
        Files.createSymbolicLink(folder.resolve("x/l.js"), Path.of("a.js"));
        Optional<Tree> expected =
                Optional.of(store.ingest(folder, Glob.parse(pattern)))
                        .filter(tree -> !tree.entries().isEmpty());

        try (Arrival arrival = store.arrival()) {
            send(arrival, folder);
            assertThat(arrival.finish("source", Optional.of(Glob.parse(pattern))))
                    .isEqualTo(expected);
        }
    }

    private void send(Arrival arrival, Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.toList();
        }
        for (Path path : all) {
            String name = temp.relativize(path).toString();
            if (Files.isSymbolicLink(path)) {
                arrival.link(name, Files.readSymbolicLink(path).toString());
            } else if (Files.isDirectory(path)) {
                arrival.folder(name, mode(path));
            } else {
                byte[] content = Files.readAllBytes(path);
                ArrivingFile file = arrival.file(name, mode(path), content.length);
                file.append(ByteBuffer.wrap(content));
                file.complete();
            }
        }
    }

    private static int mode(Path path) throws IOException {
        String text = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        return Integer.parseInt(text.replaceAll("[rwx]", "1").replace('-', '0'), 2);
    }

    @Test
    void finish_whenAFileHasNotComeToItsEnd_isRefused_andClosingLeavesNothing() throws IOException {
        Arrival arrival = store.arrival();
        arrival.folder("a", 0755);
        arrival.file("a/small", 0644, 10).append(ByteBuffer.wrap(bytes("some")));
        arrival.file("a/large", 0644, LARGE).append(ByteBuffer.wrap(bytes("some")));

        assertThatThrownBy(() -> arrival.finish("a", Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has come");
        arrival.close();
        assertThat(strays()).isEmpty();
    }

    @Test
    void append_ofMoreThanWasAnnounced_isRefused() throws IOException {
        try (Arrival arrival = store.arrival()) {
            ArrivingFile file = arrival.file("a", 0644, 2);
            file.append(ByteBuffer.wrap(bytes("ab")));

            assertThatThrownBy(() -> file.append(ByteBuffer.wrap(bytes("c"))))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void finish_whenABlobCannotBeStored_saysWhy() throws IOException {
        Digest digest = Digest.of(bytes("content"));
        Path shard = temp.resolve("cache/v1/sha256").resolve(digest.hex().substring(0, 2));
        Files.createDirectories(shard.getParent());
        Files.writeString(shard, "in the way");

        try (Arrival arrival = store.arrival()) {
            send(arrival, "a", bytes("content"));
            assertThatThrownBy(() -> arrival.finish("a", Optional.empty()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(shard.toString());
        }
    }

    private List<Path> strays() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("cache/v1/new"))) {
            return files.toList();
        }
    }
}
