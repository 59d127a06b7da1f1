package dev.jbuild.cache.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.LostBlobException;
import dev.jbuild.cache.artifact.ArtifactStore.Delivery;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class ArtifactStoreTest {
    @TempDir Path temp;
    private Path source;
    private Path target;
    private BlobStore blobs;
    private FileDigests digests;
    private ArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        source = Files.createDirectory(temp.resolve("source"));
        target = temp.resolve("build/out");
        DiskCache cache = DiskCache.open(temp.resolve("cache"), damage -> {});
        blobs = cache.blobs();
        digests = FileDigests.open(cache.stateFile("files"), InstantSource.system());
        store = new ArtifactStore(blobs, digests);
    }

    @Test
    void restore_givesBackKindsModesAndContents() throws IOException {
        write(source, "app.js", "js");
        write(source, "css/a.css", "css");
        mode(source.resolve("app.js"), "rwxr-xr-x");
        mode(source.resolve("css/a.css"), "r--r-----");
        Files.createDirectory(source.resolve("empty"));
        mode(source.resolve("empty"), "r-xr-xr-x");
        Files.createSymbolicLink(source.resolve("latest"), Path.of("app.js"));
        Files.createSymbolicLink(source.resolve("dangling"), Path.of("/nowhere/at/all"));
        Tree artifact = store.ingest(source);

        Delivery first = restore(artifact, Optional.empty());
        Delivery second = restore(artifact, Optional.of(artifact));

        assertThat(store.ingest(target)).isEqualTo(artifact);
        assertThat(store.read(artifact.digest())).contains(artifact);
        assertThat(first).isEqualTo(new Delivery(4, 0, 0));
        assertThat(second).isEqualTo(new Delivery(0, 4, 0));
    }

    @Test
    void restore_ofWhatIsThere_readsNoFile_thoughItWasWrittenJustNow() throws IOException {
        write(source, "a", "one");
        write(source, "sub/b", "two");
        Tree artifact = store.ingest(source);
        restore(artifact, Optional.empty());
        long read = digests.stats().hashed();

        Delivery second = restore(artifact, Optional.of(artifact));

        assertThat(second).isEqualTo(new Delivery(0, 2, 0));
        assertThat(digests.stats().hashed()).isEqualTo(read);
    }

    @Test
    void restore_rewritesOnlyWhatDiffers() throws IOException {
        write(source, "a", "one");
        write(source, "b", "two");
        Tree artifact = store.ingest(source);
        restore(artifact, Optional.empty());
        FileStat untouched = FileStat.of(target.resolve("a")).orElseThrow();
        write(target, "b", "edited");

        assertThat(restore(artifact, Optional.of(artifact))).isEqualTo(new Delivery(1, 1, 0));
        assertThat(target.resolve("b")).hasContent("two");
        assertThat(FileStat.of(target.resolve("a"))).contains(untouched);
    }

    /** Else a program that goes by times would take what comes back for something old. */
    @Test
    void restore_datesWhatItWritesByTheMomentOfWriting() throws IOException {
        write(source, "a", "one");
        Files.setLastModifiedTime(source.resolve("a"), FileTime.fromMillis(0));
        Tree one = store.ingest(source);
        write(source, "a", "two");
        Tree two = store.ingest(source);

        FileTime before = time(Files.writeString(source.resolve("probe"), ""));
        restore(one, Optional.empty());
        FileTime first = time(target.resolve("a"));
        restore(two, Optional.of(one));
        FileTime second = time(target.resolve("a"));
        restore(one, Optional.of(two));

        assertThat(first).isGreaterThanOrEqualTo(before);
        assertThat(second).isGreaterThanOrEqualTo(first);
        assertThat(time(target.resolve("a"))).isGreaterThanOrEqualTo(second);
    }

    private static FileTime time(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }

    @Test
    void restore_removesWhatThePreviousOwnedAndNothingElse() throws IOException {
        write(source, "keep", "keep");
        write(source, "old/a", "a");
        write(source, "shared/b", "b");
        Tree previous = store.ingest(source);
        restore(previous, Optional.empty());
        write(target, "shared/foreign", "foreign");
        delete(source.resolve("old"));
        delete(source.resolve("shared"));
        Tree artifact = store.ingest(source);

        assertThat(restore(artifact, Optional.of(previous))).isEqualTo(new Delivery(0, 1, 2));
        assertThat(target.resolve("old")).doesNotExist();
        assertThat(target.resolve("shared/b")).doesNotExist();
        assertThat(target.resolve("shared/foreign")).hasContent("foreign");
    }

    @Test
    void restore_leavesWhatSomebodyHasChangedSince() throws IOException {
        write(source, "keep", "keep");
        write(source, "Notes.java", "generated");
        write(source, "other", "generated");
        Files.createSymbolicLink(source.resolve("link"), Path.of("keep"));
        Tree previous = store.ingest(source);
        restore(previous, Optional.empty());
        write(target, "Notes.java", "by hand");
        delete(target.resolve("link"));
        Files.createSymbolicLink(target.resolve("link"), Path.of("elsewhere"));
        for (String gone : List.of("Notes.java", "other", "link")) {
            Files.delete(source.resolve(gone));
        }
        Tree artifact = store.ingest(source);

        assertThat(restore(artifact, Optional.of(previous))).isEqualTo(new Delivery(0, 1, 1));
        assertThat(target.resolve("Notes.java")).hasContent("by hand");
        assertThat(target.resolve("link")).isSymbolicLink();
        assertThat(target.resolve("other")).doesNotExist();
    }

    @Test
    void restore_whenKindsSwap_replacesWhatThePreviousOwned() throws IOException {
        write(source, "x/inner/a", "a");
        write(source, "y", "y");
        Tree previous = store.ingest(source);
        restore(previous, Optional.empty());
        delete(source.resolve("x"));
        delete(source.resolve("y"));
        write(source, "x", "now a file");
        write(source, "y/b", "now a folder");
        Tree artifact = store.ingest(source);

        restore(artifact, Optional.of(previous));

        assertThat(store.ingest(target)).isEqualTo(artifact);
    }

    @Test
    void restore_whenSomethingForeignIsInTheWay_fails() throws IOException {
        write(source, "x/a", "a");
        Tree artifact = store.ingest(source);
        write(target, "x", "foreign");

        assertThatThrownBy(() -> restore(artifact, Optional.empty()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("in the way of a folder");
        assertThat(target.resolve("x")).hasContent("foreign");
    }

    @Test
    void restore_whenAFolderOfTheTargetIsALink_doesNotGoThroughIt() throws IOException {
        write(source, "static/a", "mine");
        Tree artifact = store.ingest(source);
        Path outside = Files.createDirectory(temp.resolve("outside"));
        write(outside, "a", "theirs");
        Files.createDirectories(target);
        Files.createSymbolicLink(target.resolve("static"), outside);
        Tree nothing = new Tree(List.of());

        assertThatThrownBy(() -> restore(artifact, Optional.empty()))
                .isInstanceOf(FileSystemException.class);
        restore(nothing, Optional.of(artifact));

        assertThat(outside.resolve("a")).hasContent("theirs");
        assertThat(target.resolve("static")).isSymbolicLink();
    }

    @Test
    void restore_whenAFileOfTheTargetIsALink_replacesTheLink() throws IOException {
        write(source, "a", "mine");
        Tree artifact = store.ingest(source);
        Path outside = temp.resolve("outside");
        Files.writeString(outside, "theirs");
        Files.createDirectories(target);
        Files.createSymbolicLink(target.resolve("a"), outside);

        restore(artifact, Optional.empty());

        assertThat(outside).hasContent("theirs");
        assertThat(target.resolve("a")).isRegularFile().hasContent("mine");
        assertThat(Files.isSymbolicLink(target.resolve("a"))).isFalse();
    }

    @Test
    void restore_whenArtifactIsOneFile_theTargetIsAFile() throws IOException {
        write(source, "app.jar", "jar");
        mode(source.resolve("app.jar"), "rw-r-----");
        Tree folder = store.ingest(source);
        Tree file = store.ingest(source.resolve("app.jar"));
        restore(file, Optional.empty());

        assertThat(target).isRegularFile().hasContent("jar");
        assertThat(restore(file, Optional.of(file))).isEqualTo(new Delivery(0, 1, 0));
        assertThat(restore(folder, Optional.of(file))).isEqualTo(new Delivery(1, 0, 1));
        assertThat(target).isDirectory();
        assertThat(restore(file, Optional.of(folder))).isEqualTo(new Delivery(1, 0, 1));
        assertThat(store.ingest(target)).isEqualTo(file);
    }

    @Test
    void restore_whenABlobIsGone_touchesNothing() throws IOException {
        write(source, "a", "a");
        Tree good = store.ingest(source);
        Digest absent = Digest.of("absent".getBytes(StandardCharsets.UTF_8));
        Tree artifact =
                new Tree(
                        List.of(
                                good.entries().getFirst(),
                                new FileEntry.File("b", 0644, 6, absent)));

        assertThatThrownBy(() -> restore(artifact, Optional.empty()))
                .isInstanceOf(LostBlobException.class)
                .hasMessageContaining("`b`");
        assertThat(target).doesNotExist();
    }

    @Test
    void ingest_storesEveryContentAndTheManifest() throws IOException {
        for (int i = 0; i < 200; i++) {
            write(source, "d" + i % 7 + "/f" + i, "text " + i % 50);
        }

        Tree artifact = store.ingest(source);

        assertThat(artifact.contents()).hasSize(50);
        for (Digest content : artifact.contents()) {
            assertThat(blobs.contains(content)).isTrue();
        }
        assertThat(blobs.contains(artifact.digest())).isTrue();
    }

    private Delivery restore(Tree artifact, Optional<Tree> previous) throws IOException {
        return store.restore(artifact, target, previous);
    }

    private static void write(Path folder, String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, content);
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> children = Files.list(path)) {
                for (Path child : children.toList()) {
                    delete(child);
                }
            }
        }
        Files.delete(path);
    }
}
