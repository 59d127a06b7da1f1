package dev.jbuild.cache.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.MissReason;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

class UpkeepTest {
    private static final int SIZE = 10_000;

    @TempDir Path temp;
    private final List<Damage> damages = new ArrayList<>();
    private Instant now = Instant.now();
    private Path project;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectory(temp.resolve("a project"));
    }

    private DiskCache open() throws IOException {
        return DiskCache.open(temp.resolve("cache"), () -> now, damages::add);
    }

    private static ActionKey key(int number) {
        return new ActionKey(Digest.of(new byte[] {(byte) number}).hex());
    }

    private static byte[] content(int number) {
        byte[] content = new byte[SIZE];
        new Random(number).nextBytes(content);
        return content;
    }

    /** Publishes records, an hour and a half after each other. */
    private void publish(int... numbers) throws IOException {
        DiskCache cache = open();
        for (int number : numbers) {
            Digest blob = cache.blobs().put(content(number));
            cache.actions().publish(key(number), new ActionRecord(new TreeMap<>(), List.of(blob)));
            age(actionFile(number));
            age(blobFile(number));
            now = now.plus(Duration.ofMinutes(90));
        }
    }

    private void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(now));
    }

    private Path blobFile(int number) {
        return shard("sha256", Digest.of(content(number)).hex());
    }

    private Path actionFile(int number) {
        return shard("actions", key(number).hex());
    }

    private Path shard(String kind, String hex) {
        return temp.resolve("cache/v1").resolve(kind).resolve(hex.substring(0, 2)).resolve(hex);
    }

    private List<Integer> hits(int... numbers) throws IOException {
        List<Integer> hits = new ArrayList<>();
        for (int number : numbers) {
            if (open().actions().find(key(number)) instanceof Lookup.Hit) {
                hits.add(number);
            }
        }
        return hits;
    }

    @Test
    void collect_withinTheBudget_removesOnlyWhatNothingNames() throws Exception {
        publish(1, 2);
        open().blobs().put(content(3));
        age(blobFile(3));
        now = now.plus(Duration.ofHours(2));
        open().blobs().put(content(4));
        Files.setLastModifiedTime(blobFile(4), FileTime.from(now.minusSeconds(60)));

        Upkeep.Collected collected = open().upkeep().collect(1_000_000);

        assertThat(collected.records()).isZero();
        assertThat(collected.blobs()).isEqualTo(1);
        assertThat(collected.freed()).isEqualTo(SIZE);
        assertThat(blobFile(3)).doesNotExist();
        assertThat(blobFile(4)).exists();
        assertThat(hits(1, 2)).containsExactly(1, 2);
    }

    @Test
    void collect_beyondTheBudget_removesWhatWasNotUsedForLongest() throws Exception {
        publish(1, 2, 3, 4);
        assertThat(hits(1)).containsExactly(1);
        now = now.plus(Duration.ofHours(2));

        Upkeep.Collected collected = open().upkeep().collect(3 * SIZE);

        assertThat(collected.records()).isEqualTo(2);
        assertThat(collected.blobs()).isEqualTo(2);
        assertThat(hits(1, 2, 3, 4)).containsExactly(1, 4);
        assertThat(open().upkeep().status().bytes()).isEqualTo(collected.left());
    }

    @Test
    void collect_sparesWhatTheLastBuildOfAProjectUsed() throws Exception {
        publish(1, 2, 3);
        DiskCache build = open();
        assertThat(build.actions().find(key(1))).isInstanceOf(Lookup.Hit.class);
        build.spareUsed("+all", project);
        age(actionFile(1));
        now = now.plus(Duration.ofDays(2));
        publish(4);
        now = now.plus(Duration.ofDays(2));

        Upkeep.Collected collected = open().upkeep().collect(SIZE / 2);

        assertThat(hits(1, 2, 3, 4)).containsExactly(1);
        assertThat(collected.left()).isGreaterThan(SIZE);
        assertThat(open().upkeep().status().projects()).isEqualTo(1);

        Files.delete(project);
        open().upkeep().collect(SIZE / 2);
        assertThat(hits(1)).isEmpty();
        assertThat(open().upkeep().status().bytes()).isZero();
    }

    @Test
    void spareUsed_again_replacesWhatTheSameUseSpared() throws Exception {
        publish(1, 2);
        DiskCache first = open();
        assertThat(first.actions().find(key(1))).isInstanceOf(Lookup.Hit.class);
        first.spareUsed("+all", project);
        DiskCache second = open();
        assertThat(second.actions().find(key(2))).isInstanceOf(Lookup.Hit.class);
        second.spareUsed("+all", project);
        now = now.plus(Duration.ofDays(2));

        open().upkeep().collect(0);

        assertThat(hits(1, 2)).containsExactly(2);
    }

    @Test
    void collectIfNeeded_looksOnlyWhenItMayBeTooMuch() throws Exception {
        publish(1, 2);
        assertThat(open().upkeep().collectIfNeeded(10 * SIZE)).isPresent();
        assertThat(open().upkeep().collectIfNeeded(10 * SIZE)).isEmpty();

        now = now.plus(Duration.ofHours(3));
        DiskCache build = open();
        build.blobs().put(content(3));
        assertThat(build.upkeep().collectIfNeeded(2 * SIZE + SIZE / 2)).isPresent();
    }

    /** Whoever stores a blob that is there relies on it as on one that he stored. */
    @Test
    void put_ofAnOldBlob_keepsItFromBeingClearedAway() throws Exception {
        open().blobs().put(content(1));
        age(blobFile(1));
        now = now.plus(Duration.ofHours(2));

        DiskCache build = open();
        Digest blob = build.blobs().put(content(1));
        open().upkeep().collect(0);

        build.actions().publish(key(1), new ActionRecord(new TreeMap<>(), List.of(blob)));
        assertThat(hits(1)).containsExactly(1);
    }

    @Test
    void verify_removesWhatIsDamaged_andIsCleanThen() throws Exception {
        publish(1, 2, 3);
        flip(blobFile(1));
        flip(actionFile(2));

        Upkeep.Verified verified = open().upkeep().verify();

        assertThat(verified.damages())
                .extracting(Damage::file)
                .containsExactlyInAnyOrder(blobFile(1), actionFile(2));
        assertThat(verified.incomplete()).isEqualTo(1);
        assertThat(hits(1, 2, 3)).containsExactly(3);
        Upkeep.Verified again = open().upkeep().verify();
        assertThat(again.damages()).isEmpty();
        assertThat(again.incomplete()).isZero();
        assertThat(again.records()).isEqualTo(1);
    }

    @Test
    void verify_whenABlobIsTruncated_findsIt() throws Exception {
        publish(1);
        Files.delete(blobFile(1));
        Files.write(blobFile(1), new byte[0]);

        assertThat(open().upkeep().verify().damages()).hasSize(1);
        assertThat(open().actions().find(key(1)))
                .isEqualTo(new Lookup.Miss(new MissReason.Unknown()));
    }

    /** Each bit of a small cache, one after the other: found, or without effect. */
    @Test
    void verify_findsEveryFlippedByte() throws Exception {
        publish(1);
        byte[] whole = Files.readAllBytes(actionFile(1));
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << (i % 8));
            Files.deleteIfExists(actionFile(1));
            Files.write(actionFile(1), damaged);
            assertThat(open().upkeep().verify().damages()).as("byte %s", i).hasSize(1);
        }
    }

    @Test
    void clear_removesEverythingOfThisFormatAndNothingElse() throws Exception {
        publish(1, 2);
        Path older = temp.resolve("cache/v0/actions/aa");
        Path newer = temp.resolve("cache/v2/sha256/aa");
        Files.createDirectories(older.getParent());
        Files.createDirectories(newer.getParent());
        Files.writeString(older, "of another format");
        Files.writeString(newer, "of another format");

        open().upkeep().verify();
        open().upkeep().collect(0);
        Upkeep.Collected cleared = open().upkeep().clear();

        assertThat(cleared.left()).isZero();
        assertThat(hits(1, 2)).isEmpty();
        assertThat(open().upkeep().status().blobs()).isZero();
        assertThat(older).hasContent("of another format");
        assertThat(newer).hasContent("of another format");
        publish(1);
        assertThat(hits(1)).containsExactly(1);
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(file);
        Files.write(file, bytes);
    }
}
