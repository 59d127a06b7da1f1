package dev.jbuild.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;
import dev.jbuild.model.testing.Damage;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Lock files that are not as they were written: each is read, or told to be damaged. */
class DamagedLockTest {
    private static final Digest ONE = Digest.of(new byte[1]);
    private static final int FEW = 21;

    private static byte[] lock() {
        LockFile lock = LockFile.EMPTY;
        for (int i = 0; i < 10; i++) {
            lock =
                    lock.with(
                                    ImageName.parse("localhost:5000/a/node:" + i),
                                    new LockedImage(ONE)
                                            .with(Map.of(Platform.parse("linux/arm/v7"), ONE)))
                            .with("https://example.org/größe-" + i, ONE)
                            .with(new GitRef("git@example.org:a" + i, "main"), "1".repeat(40));
        }
        return LockFormat.write(lock).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void lock_howeverItIsDamaged_isReadOrToldToBeDamaged() {
        Damage.everywhere(lock(), damaged -> damaged, DamagedLockTest::assertReadOrDamaged);
    }

    @Test
    void lock_whenItIsTextAllTheSame_isReadOrToldToBeDamaged() {
        Damage.everywhere(
                lock(),
                damaged ->
                        new String(damaged, StandardCharsets.ISO_8859_1)
                                .getBytes(StandardCharsets.UTF_8),
                DamagedLockTest::assertReadOrDamaged);
    }

    @Test
    void lock_whenNoLineOfManyIsRight_isOneErrorThatCanBeRead() {
        assertReadOrDamaged("x\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void lock_whenALineHasNoEnd_isOneErrorThatCanBeRead() {
        assertReadOrDamaged(("git " + "x".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8));
        assertReadOrDamaged(
                ("image " + "x".repeat(1 << 20) + " " + ONE).getBytes(StandardCharsets.UTF_8));
    }

    private static void assertReadOrDamaged(byte[] damaged) {
        try {
            assertThat(LockFormat.read(damaged)).isNotNull();
        } catch (UserMistake e) {
            assertThat(e.code()).isEqualTo("lock-damaged");
            assertThat(e.diagnostics()).hasSizeLessThanOrEqualTo(FEW);
            for (Diagnostic diagnostic : e.diagnostics()) {
                assertThat(diagnostic.message())
                        .doesNotContain("Exception", "java.", "out of bounds", "null")
                        .hasSizeLessThan(1000);
                assertThat(diagnostic.sourceLine().orElse("")).hasSizeLessThan(1000);
                assertThat(diagnostic.hint()).isPresent();
            }
        }
    }
}
