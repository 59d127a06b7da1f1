package dev.jbuild.cache.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.glob.Glob;
import dev.jbuild.cache.file.glob.IgnoreRules;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Clocks that go back, many files, large files.
 *
 * <p>{@code -Djbuild.soak.files=100000} and {@code -Djbuild.soak.megabytes=4096} for more.
 */
class FileFaultsTest {
    private static final int FILES = Integer.getInteger("jbuild.soak.files", 2000);
    private static final int MEGABYTES = Integer.getInteger("jbuild.soak.megabytes", 16);
    private static final int MEGABYTE = 1 << 20;

    @TempDir Path folder;
    private Instant now = Instant.now().plus(Duration.ofMinutes(5));

    private FileDigests open() throws IOException {
        return FileDigests.open(folder.resolve("index"), clock());
    }

    private InstantSource clock() {
        return () -> now;
    }

    @Test
    void digest_whenTheClockGoesBack_isOfWhatIsThere() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "one");
        FileDigests before = open();
        before.digest(file);
        before.save();

        now = now.minus(Duration.ofDays(365));
        Files.writeString(file, "two");
        FileDigests after = open();
        Digest two = after.digest(file);
        Files.writeString(file, "six");

        assertThat(two).isEqualTo(Digest.of("two".getBytes(StandardCharsets.UTF_8)));
        assertThat(after.digest(file)).isNotEqualTo(two);
        assertThat(after.stats().known()).isZero();
    }

    @Test
    void cache_whenTheClockGoesBack_clearsNothingAwayTooEarly() throws Exception {
        now = now.minus(Duration.ofDays(365));
        DiskCache cache = DiskCache.open(folder.resolve("cache"), clock(), damage -> {});
        Digest blob = cache.blobs().put(new byte[] {1});

        cache.upkeep().collect(0);

        assertThat(cache.blobs().contains(blob)).isTrue();
    }

    @Test
    void tree_ofManyFiles_isKnownTheSecondTime() throws Exception {
        for (int i = 0; i < FILES; i++) {
            Path sub = folder.resolve("many/" + i / 500);
            Files.createDirectories(sub);
            Files.writeString(sub.resolve("f" + i), "content " + i);
        }
        FileQuery query = new FileQuery(folder, List.of(Glob.parse("many")), IgnoreRules.NONE);
        FileDigests first = open();
        Digest digest = first.tree(FileWalk.select(query)).digest();
        first.save();

        FileDigests second = open();
        assertThat(second.tree(FileWalk.select(query)).digest()).isEqualTo(digest);
        assertThat(second.stats().known()).isEqualTo(FILES);
        assertThat(second.stats().hashed()).isZero();
    }

    @Test
    void largeFile_isDigestedAndStoredWhole() throws Exception {
        Path large = folder.resolve("large");
        MessageDigest expected = Digest.sha256();
        byte[] zeros = new byte[MEGABYTE];
        for (int i = 0; i < MEGABYTES; i++) {
            expected.update(zeros);
        }
        expected.update((byte) 1);
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.seek((long) MEGABYTES * MEGABYTE);
            file.write(1);
        }
        Digest digest = Digest.of(expected);

        assertThat(open().digest(large)).isEqualTo(digest);
        DiskCache cache = DiskCache.open(folder.resolve("cache"), damage -> {});
        assertThat(cache.blobs().put(large)).isEqualTo(digest);
        assertThat(cache.blobs().materialise(digest, large, 0644, FileTime.fromMillis(0))).isTrue();
        assertThat(large).hasSize((long) MEGABYTES * MEGABYTE + 1);
        assertThat(cache.upkeep().verify().damages()).isEmpty();
    }
}
