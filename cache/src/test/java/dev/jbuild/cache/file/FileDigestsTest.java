package dev.jbuild.cache.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cache.file.glob.Glob;
import dev.jbuild.cache.file.glob.IgnoreRules;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

class FileDigestsTest {
    /** A minute after the files were written, so that they have settled. */
    private static final InstantSource LATER =
            InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1));

    @TempDir Path temp;
    private Path root;
    private Path index;

    @BeforeEach
    void makeProject() throws IOException {
        root = Files.createDirectories(temp.resolve("project"));
        index = temp.resolve("index");
        Files.writeString(root.resolve("a"), "content of a");
        Files.writeString(root.resolve("b"), "content of b");
        Files.createSymbolicLink(root.resolve("link"), Path.of("a"));
    }

    @Test
    void tree_whenNothingChanged_readsNoFile() throws IOException {
        FileDigests first = open(LATER);
        Tree before = tree(first);
        first.save();

        FileDigests second = open(LATER);
        Tree after = tree(second);

        assertThat(after).isEqualTo(before);
        assertThat(first.stats().hashed()).isEqualTo(2);
        assertThat(second.stats()).isEqualTo(new FileDigests.Stats(2, 0, 0));
    }

    @Test
    void tree_whenOneFileChanged_readsThatFile() throws IOException {
        FileDigests digests = open(LATER);
        Tree before = tree(digests);
        Files.writeString(root.resolve("b"), "CONTENT OF B");

        Tree after = tree(digests);

        assertThat(after.digest()).isNotEqualTo(before.digest());
        assertThat(digests.stats().hashed()).isEqualTo(3);
    }

    @Test
    void tree_whenTouched_hasTheSameDigest() throws IOException {
        FileDigests digests = open(LATER);
        Digest before = tree(digests).digest();
        Files.setLastModifiedTime(root.resolve("a"), FileTime.from(Instant.EPOCH));

        assertThat(tree(digests).digest()).isEqualTo(before);
        assertThat(digests.stats().hashed()).isEqualTo(3);
    }

    /** Same size, modification time put back: only the change time tells. */
    @Test
    void digest_whenModificationTimeIsForged_noticesTheChange() throws IOException {
        FileDigests digests = open(LATER);
        Path file = root.resolve("a");
        FileTime time = Files.getLastModifiedTime(file);
        Digest before = digests.digest(file);
        Files.writeString(file, "CONTENT OF A");
        Files.setLastModifiedTime(file, time);

        assertThat(digests.digest(file)).isNotEqualTo(before);
    }

    @Test
    void digest_whenFileIsYoung_isReadEachTime() throws IOException {
        FileDigests digests = open(InstantSource.system());
        Path file = root.resolve("a");

        assertThat(digests.digest(file)).isEqualTo(digests.digest(file));
        assertThat(digests.stats()).isEqualTo(new FileDigests.Stats(0, 2, 24));
    }

    @Test
    void tree_showsKindsModesAndTargets() throws IOException {
        Files.createDirectory(root.resolve("dir"));
        Files.setPosixFilePermissions(
                root.resolve("dir"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.setPosixFilePermissions(
                root.resolve("a"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(
                root.resolve("b"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(tree(open(LATER)).entries())
                .containsExactly(
                        new FileEntry.File("a", 0755, 12, digestOf("content of a")),
                        new FileEntry.File("b", 0644, 12, digestOf("content of b")),
                        new FileEntry.Folder("dir", 0750),
                        new FileEntry.Symlink("link", "a"));
    }

    @Test
    void tree_whenManyFiles_hashesAll() throws IOException {
        for (int i = 0; i < 300; i++) {
            Files.writeString(root.resolve("f" + i), "text " + i);
        }

        Tree tree = tree(open(LATER));

        assertThat(tree.contents()).hasSize(302);
        assertThat(tree.entries())
                .contains(
                        new FileEntry.File(
                                "f7",
                                FileStat.of(root.resolve("f7")).orElseThrow().mode(),
                                6,
                                digestOf("text 7")));
    }

    @Test
    void tree_whenFileVanished_fails() throws IOException {
        FileDigests digests = open(LATER);
        Selection selection = select();
        Files.delete(root.resolve("a"));

        assertThatThrownBy(() -> digests.tree(selection)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void open_whenIndexIsDamaged_startsEmpty() throws IOException {
        FileDigests first = open(LATER);
        tree(first);
        first.save();
        byte[] good = Files.readAllBytes(index);

        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            assertThat(FileIndex.read(bad)).as("flipped byte %d", i).isEmpty();
        }
        for (int length = 0; length < good.length; length++) {
            assertThat(FileIndex.read(Arrays.copyOf(good, length))).isEmpty();
        }
        Files.writeString(root.resolve("junk"), "junk");
        assertThat(FileDigests.open(root.resolve("junk"), LATER).stats().known()).isZero();
        assertThat(FileIndex.read(good)).isPresent();
    }

    @Test
    void save_whenPathsShareHalfACharacter_keepsThem() throws IOException {
        Files.writeString(root.resolve("x𝄞"), "one");
        Files.writeString(root.resolve("x𝄟"), "two");
        FileDigests first = open(LATER);
        tree(first);
        first.save();

        FileDigests second = open(LATER);
        tree(second);

        assertThat(second.stats().hashed()).isZero();
    }

    private FileDigests open(InstantSource clock) throws IOException {
        return FileDigests.open(index, clock);
    }

    private Selection select() throws IOException {
        return FileWalk.select(new FileQuery(root, List.of(Glob.parse(".")), IgnoreRules.NONE));
    }

    private Tree tree(FileDigests digests) throws IOException {
        return digests.tree(select());
    }

    private static Digest digestOf(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
