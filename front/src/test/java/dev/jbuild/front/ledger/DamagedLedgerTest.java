package dev.jbuild.front.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.FileStat.Kind;
import dev.jbuild.model.Digest;
import dev.jbuild.model.testing.Damage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Entries of the ledger that are not as they were written: each is as good as none. */
class DamagedLedgerTest {
    private static final int CHECKSUM = Long.BYTES;
    private static final Question QUESTION = new Question("/project", "+all of /project");

    @TempDir Path state;

    private static Ledger ledger() {
        FileStat stat = new FileStat(Kind.FILE, 0644, 1, 2, 3, 4);
        Digest content = Digest.of(new byte[1]);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            facts.add(new Fact.Variable("NAME" + i, Optional.of("value")));
            facts.add(new Fact.Variable("NONE" + i, Optional.empty()));
            facts.add(new Fact.Names("/project/" + i, List.of("größe", "b", "c")));
            facts.add(new Fact.Absence("/project/nothing" + i));
            facts.add(new Fact.Presence("/project/" + i, Kind.FOLDER));
            facts.add(new Fact.Folder("/project/" + i, 0755));
            facts.add(new Fact.Link("/project/link" + i, "target"));
            facts.add(new Fact.Look("/project/jar" + i, stat));
            facts.add(new Fact.Content("/project/file" + i, false, stat, content, true));
        }
        return new Ledger(
                QUESTION,
                new Answer(List.of("plan"), List.of(), List.of("one", "done")),
                5,
                facts,
                Optional.of(
                        new Images(
                                Path.of("/run/docker.sock"),
                                List.of(new Images.Image("a:1", content.toString())))),
                List.of(new Sight(List.of("/project/1", "/project/2"), "what find says")));
    }

    @Test
    void entry_howeverItIsDamaged_isNone() throws Exception {
        Ledgers ledgers = new Ledgers(state, InstantSource.system());
        ledgers.add(ledger());
        ledgers.addBrief(ledger());
        Path file = state.resolve("ledger").resolve(QUESTION.folder()).resolve(QUESTION.file());
        Path brief = state.resolve("brief").resolve(QUESTION.folder()).resolve(QUESTION.file());
        byte[] good = Files.readAllBytes(file);
        assertThat(ledgers.find(QUESTION)).contains(ledger());
        Files.delete(file);
        Files.delete(brief);

        Damage.everywhere(
                good,
                damaged -> damaged,
                damaged -> {
                    Files.write(file, damaged);
                    Files.write(brief, damaged);
                    assertThat(ledgers.find(QUESTION)).isEmpty();
                    assertThat(ledgers.findBrief(QUESTION)).isEmpty();
                });
    }

    @Test
    void entry_whenItsChecksumIsRightAllTheSame_isReadOrNone() {
        Damage.everywhere(
                LedgerFormat.write(ledger()),
                DamagedLedgerTest::sealed,
                damaged -> assertThat(LedgerFormat.read(QUESTION, damaged)).isNotNull());
    }

    private static byte[] sealed(byte[] damaged) {
        int length = Math.max(0, damaged.length - CHECKSUM);
        CRC32C crc = new CRC32C();
        crc.update(damaged, 0, length);
        byte[] sealed = Arrays.copyOf(damaged, length + CHECKSUM);
        ByteBuffer.wrap(sealed).putLong(length, crc.getValue());
        return sealed;
    }
}
