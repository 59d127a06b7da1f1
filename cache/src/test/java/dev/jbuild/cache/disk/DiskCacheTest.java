package dev.jbuild.cache.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.MissReason;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

class DiskCacheTest {
    private static final byte[] CONTENT = "some content".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.of(CONTENT);
    private static final ActionKey KEY = new ActionKey("ab".repeat(32));
    private static final ActionRecord RECORD =
            new ActionRecord(new TreeMap<>(Map.of("image", "sha256:x", "é", "")), List.of(DIGEST));

    private static final FileTime TIME =
            FileTime.from(Instant.ofEpochSecond(1_000_000, 123_456_789));

    @TempDir Path temp;
    private final List<Damage> damages = new ArrayList<>();
    private Path folder;
    private DiskCache cache;

    @BeforeEach
    void open() throws IOException {
        folder = temp.resolve("cache");
        cache = reopened();
    }

    @Test
    void put_anyWay_isReadAnyWay() throws IOException {
        Path file = Files.write(temp.resolve("file"), CONTENT);

        assertThat(cache.blobs().contains(DIGEST)).isFalse();
        assertThat(cache.blobs().read(DIGEST)).isEmpty();
        assertThat(cache.blobs().open(DIGEST)).isEmpty();
        assertThat(cache.blobs().put(CONTENT)).isEqualTo(DIGEST);
        assertThat(cache.blobs().put(new ByteArrayInputStream(CONTENT))).isEqualTo(DIGEST);
        assertThat(cache.blobs().put(file)).isEqualTo(DIGEST);
        assertThat(file).exists();
        try (BlobStore.Incoming coming = cache.blobs().begin()) {
            coming.write(ByteBuffer.wrap(CONTENT));
            assertThat(coming.keep()).isEqualTo(DIGEST);
        }

        assertThat(cache.blobs().contains(DIGEST)).isTrue();
        assertThat(cache.blobs().read(DIGEST)).contains(CONTENT);
        try (InputStream in = cache.blobs().open(DIGEST).orElseThrow()) {
            assertThat(in.readAllBytes()).isEqualTo(CONTENT);
        }
        assertThat(strays()).isEmpty();
    }

    @Test
    void put_whenTheStreamFails_leavesNothing() throws IOException {
        InputStream failing =
                new SequenceInputStream(
                        new ByteArrayInputStream(CONTENT), new BrokenStream("broken pipe"));

        assertThatThrownBy(() -> cache.blobs().put(failing)).hasMessage("broken pipe");
        assertThat(strays()).isEmpty();
    }

    @Test
    void materialise_replacesALinkAndSharesNoStorage() throws IOException {
        cache.blobs().put(CONTENT);
        Path victim = Files.writeString(temp.resolve("victim"), "victim");
        Path link = Files.createSymbolicLink(temp.resolve("link"), victim);
        Path hardLink = Files.createLink(temp.resolve("hard"), victim);

        assertThat(cache.blobs().materialise(DIGEST, link, 0640, TIME)).isTrue();
        assertThat(cache.blobs().materialise(DIGEST, hardLink, 0755, TIME)).isTrue();
        Files.writeString(link, "edited by the user");

        assertThat(victim).hasContent("victim");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(link)))
                .isEqualTo("rw-r-----");
        assertThat(Files.isExecutable(hardLink)).isTrue();
        assertThat(Files.getLastModifiedTime(hardLink)).isEqualTo(TIME);
        assertThat(reopened().blobs().read(DIGEST)).contains(CONTENT);
    }

    @Test
    void materialise_whenDamaged_leavesTheTargetAlone() throws IOException {
        cache.blobs().put(CONTENT);
        damage(blob(), bytes -> bytes[3] ^= 1);
        Path target = Files.writeString(temp.resolve("target"), "before");

        assertThat(cache.blobs().materialise(DIGEST, target, 0644, TIME)).isFalse();

        assertThat(target).hasContent("before");
        assertThat(damages).extracting(Damage::file).containsExactly(blob());
        assertThat(blob()).doesNotExist();
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).containsExactlyInAnyOrder(target, folder);
        }
    }

    @Test
    void materialise_ofWhatAnotherProcessStored_isChecked() throws IOException {
        cache.blobs().put(CONTENT);
        Path target = temp.resolve("target");

        assertThat(reopened().blobs().materialise(DIGEST, target, 0644, TIME)).isTrue();
        assertThat(target).hasBinaryContent(CONTENT);

        damage(blob(), bytes -> bytes[3] ^= 1);
        assertThat(reopened().blobs().materialise(DIGEST, target, 0644, TIME)).isFalse();
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void read_whenAnyByteIsFlippedOrTheEndIsMissing_isAMiss() throws IOException {
        for (int i = 0; i < CONTENT.length; i++) {
            int at = i;
            cache.blobs().put(CONTENT);
            damage(blob(), bytes -> bytes[at] ^= 1);
            assertThat(cache.blobs().read(DIGEST)).isEmpty();
            cache.blobs().put(CONTENT);
            Files.write(blob(), Arrays.copyOf(CONTENT, at));
            assertThat(cache.blobs().read(DIGEST)).isEmpty();
        }
        assertThat(damages).hasSize(2 * CONTENT.length);
        assertThat(cache.blobs().contains(DIGEST)).isFalse();
    }

    @Test
    void put_whenTheBlobIsTruncated_mendsIt() throws IOException {
        cache.blobs().put(CONTENT);
        damage(blob(), bytes -> {});
        Files.write(blob(), new byte[0]);

        cache.blobs().put(CONTENT);

        assertThat(cache.blobs().read(DIGEST)).contains(CONTENT);
    }

    @Test
    void open_whenDamaged_failsAtTheEnd() throws IOException {
        cache.blobs().put(CONTENT);
        damage(blob(), bytes -> bytes[0] ^= 1);

        try (InputStream in = cache.blobs().open(DIGEST).orElseThrow()) {
            assertThatThrownBy(in::readAllBytes).hasMessageContaining("damaged");
        }
        assertThat(cache.blobs().contains(DIGEST)).isFalse();
        assertThat(damages).hasSize(1);
    }

    @Test
    void find_afterPublish_hits() throws IOException {
        cache.blobs().put(CONTENT);

        assertThat(cache.actions().find(KEY)).isEqualTo(miss(new MissReason.Unknown()));
        cache.actions().publish(KEY, RECORD);

        assertThat(cache.actions().find(KEY)).isEqualTo(new Lookup.Hit(RECORD, Lookup.Tier.MEMORY));
        assertThat(reopened().actions().find(KEY))
                .isEqualTo(new Lookup.Hit(RECORD, Lookup.Tier.DISK));
        cache.actions().forget(KEY);
        assertThat(cache.actions().find(KEY)).isEqualTo(miss(new MissReason.Unknown()));
        assertThat(reopened().actions().find(KEY)).isEqualTo(miss(new MissReason.Unknown()));
    }

    @Test
    void publish_beforeTheBlob_isRefused() {
        assertThatThrownBy(() -> cache.actions().publish(KEY, RECORD))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void find_whenABlobIsGone_misses() throws IOException {
        cache.blobs().put(CONTENT);
        cache.actions().publish(KEY, RECORD);
        Files.delete(blob());

        assertThat(cache.actions().find(KEY)).isEqualTo(miss(new MissReason.BlobGone(DIGEST)));
        assertThat(reopened().actions().find(KEY)).isEqualTo(miss(new MissReason.BlobGone(DIGEST)));
        cache.blobs().put(CONTENT);
        assertThat(cache.actions().find(KEY)).isInstanceOf(Lookup.Hit.class);
    }

    @Test
    void last_isTheRecord_evenWhenABlobIsGone_butNotWhenItIsDamaged() throws IOException {
        assertThat(cache.actions().last(KEY)).isEmpty();
        cache.blobs().put(CONTENT);
        cache.actions().publish(KEY, RECORD);
        Files.delete(blob());

        assertThat(cache.actions().last(KEY)).contains(RECORD);
        assertThat(reopened().actions().last(KEY)).contains(RECORD);

        damage(folder.resolve("v1/actions/ab").resolve(KEY.hex()), bytes -> bytes[3] ^= 1);
        assertThat(reopened().actions().last(KEY)).isEmpty();
    }

    @Test
    void find_whenTheRecordIsDamaged_missesAndRemovesIt() throws IOException {
        cache.blobs().put(CONTENT);
        cache.actions().publish(KEY, RECORD);
        Path record = folder.resolve("v1/actions/ab").resolve(KEY.hex());
        byte[] good = Files.readAllBytes(record);

        for (int i = 0; i < good.length; i++) {
            byte[] flipped = good.clone();
            flipped[i] ^= 1;
            assertDamaged(record, flipped);
            assertDamaged(record, Arrays.copyOf(good, i));
        }
        assertThat(damages).hasSize(2 * good.length);
        Path other = record.resolveSibling("abcd" + KEY.hex().substring(4));
        Files.write(other, good);
        assertThat(cache.actions().find(new ActionKey(other.getFileName().toString())))
                .isEqualTo(miss(new MissReason.Damaged("it belongs to another key")));
    }

    private void assertDamaged(Path record, byte[] bytes) throws IOException {
        Files.deleteIfExists(record);
        Files.write(record, bytes);
        assertThat(reopened().actions().find(KEY))
                .isInstanceOfSatisfying(
                        Lookup.Miss.class,
                        miss -> assertThat(miss.reason()).isInstanceOf(MissReason.Damaged.class));
        assertThat(record).doesNotExist();
    }

    @Test
    void open_sweepsOldStraysAndKeepsFreshOnes() throws IOException {
        Path arrivals = folder.resolve("v1/new");
        Path old = Files.writeString(arrivals.resolve(".jbuild-old.new"), "half");
        Path fresh = Files.writeString(arrivals.resolve(".jbuild-fresh.new"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        cache = reopened();

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void read_givesEachCallerBytesOfItsOwn() throws IOException {
        BlobStore blobs = cache.blobs();
        blobs.put(CONTENT);
        Arrays.fill(blobs.read(DIGEST).orElseThrow(), (byte) 0);
        Arrays.fill(blobs.read(DIGEST).orElseThrow(), (byte) 0);

        assertThat(blobs.read(DIGEST)).contains(CONTENT);
    }

    /** Fails when it is read. */
    private static final class BrokenStream extends InputStream {
        private final String problem;

        BrokenStream(String problem) {
            this.problem = problem;
        }

        @Override
        public int read() throws IOException {
            throw new IOException(problem);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException(problem);
        }
    }

    private DiskCache reopened() throws IOException {
        return DiskCache.open(folder, damages::add);
    }

    private Path blob() {
        return folder.resolve("v1/sha256")
                .resolve(DIGEST.hex().substring(0, 2))
                .resolve(DIGEST.hex());
    }

    private List<Path> strays() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("v1/new"))) {
            return files.toList();
        }
    }

    private static Lookup miss(MissReason reason) {
        return new Lookup.Miss(reason);
    }

    private static void damage(Path file, Consumer<byte[]> change) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        change.accept(bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(file, bytes);
    }
}
