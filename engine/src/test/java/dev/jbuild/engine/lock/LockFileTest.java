package dev.jbuild.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

class LockFileTest {
    private static final ImageName DEBIAN = ImageName.parse("debian:bookworm-slim");
    private static final ImageName NODE = ImageName.parse("node:22");
    private static final Digest ONE = Digest.of("one".getBytes(StandardCharsets.UTF_8));
    private static final Digest TWO = Digest.of("two".getBytes(StandardCharsets.UTF_8));

    @TempDir Path project;

    @Test
    void read_whenThereIsNoFile_isEmpty() throws Exception {
        assertThat(LockFile.read(project).images()).isEmpty();
    }

    @Test
    void write_thenRead_givesTheSame() throws Exception {
        LockFile lock = LockFile.read(project).with(Map.of(NODE, TWO, DEBIAN, ONE));
        lock.write(project);

        assertThat(LockFile.read(project)).isEqualTo(lock);
        assertThat(Files.readString(project.resolve("jbuild.lock")))
                .endsWith(
                        """
                        image docker.io/library/debian:bookworm-slim %s
                        image docker.io/library/node:22 %s
                        """
                                .formatted(ONE, TWO));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lockFile())))
                .isEqualTo(defaultPermissions());
        assertThat(project).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
    }

    private Path lockFile() {
        return project.resolve("jbuild.lock");
    }

    private String defaultPermissions() throws Exception {
        Path ordinary = Files.createFile(project.resolve("ordinary"));
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(ordinary));
    }

    @Test
    void digest_whenNameCarriesOne_needsNoLock() throws Exception {
        assertThat(LockFile.read(project).digest(DEBIAN.at(TWO))).contains(TWO);
    }

    @Test
    void read_whenLineIsDamaged_namesItAndTheCure() throws Exception {
        Files.writeString(project.resolve("jbuild.lock"), "# ours\nimage debian\n");

        assertThatThrownBy(() -> LockFile.read(project))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("jbuild.lock:2:")
                .extracting(e -> ((EnvironmentFailure) e).hint())
                .asString()
                .contains("delete the line");
    }
}
