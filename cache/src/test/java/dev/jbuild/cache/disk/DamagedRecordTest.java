package dev.jbuild.cache.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.MissReason;
import dev.jbuild.model.Digest;
import dev.jbuild.model.testing.Damage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Records of the action cache that are not as they were written: each is a miss. */
class DamagedRecordTest {
    private static final ActionKey KEY = new ActionKey("ab".repeat(32));
    private static final int HASH = 32;

    @TempDir Path folder;

    private static ActionRecord record() {
        TreeMap<String, String> facts = new TreeMap<>();
        List<Digest> blobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            facts.put("fact " + i, "what is known of größe".repeat(i));
            blobs.add(Digest.of(new byte[i]));
        }
        return new ActionRecord(facts, blobs);
    }

    @Test
    void record_howeverItIsDamaged_isAMiss() throws Exception {
        DiskCache cache = DiskCache.open(folder, damage -> {});
        for (int i = 0; i < 20; i++) {
            cache.blobs().put(new byte[i]);
        }
        cache.actions().publish(KEY, record());
        Path file = folder.resolve("v1/actions/ab").resolve(KEY.hex());
        byte[] good = Files.readAllBytes(file);
        DiskCache another = DiskCache.open(folder, damage -> {});

        Damage.everywhere(
                good,
                damaged -> damaged,
                damaged -> {
                    Files.deleteIfExists(file);
                    Files.write(file, damaged);
                    assertThat(another.actions().find(KEY))
                            .isInstanceOfSatisfying(
                                    Lookup.Miss.class,
                                    miss ->
                                            assertThat(miss.reason())
                                                    .isInstanceOf(MissReason.Damaged.class));
                    assertThat(file).doesNotExist();
                });
    }

    @Test
    void record_whenItsChecksumIsRightAllTheSame_isReadOrRefused() {
        Damage.everywhere(
                RecordFormat.write(KEY, record()),
                DamagedRecordTest::sealed,
                damaged -> {
                    try {
                        assertThat(RecordFormat.read(KEY, damaged)).isNotNull();
                    } catch (IllegalArgumentException e) {
                        assertThat(e).message().startsWith("it");
                    }
                });
    }

    private static byte[] sealed(byte[] damaged) {
        int length = Math.max(0, damaged.length - HASH);
        byte[] content = Arrays.copyOf(damaged, length);
        byte[] sealed = Arrays.copyOf(content, length + HASH);
        System.arraycopy(Digest.sha256().digest(content), 0, sealed, length, HASH);
        return sealed;
    }
}
