package dev.jbuild.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static final Platform AMD64 = Platform.parse("linux/amd64");
    private static final Platform ARM64 = Platform.parse("linux/arm64");

    @TempDir Path project;

    @Test
    void read_whenThereIsNoFile_isEmpty() throws Exception {
        assertThat(LockFile.read(project).images()).isEmpty();
    }

    @Test
    void write_thenRead_givesTheSame() throws Exception {
        LockFile lock =
                LockFile.read(project)
                        .with(NODE, new LockedImage(TWO).with(Map.of(ARM64, ONE, AMD64, TWO)))
                        .with(new GitRef("https://example.org/b.git", "main"), "2".repeat(40))
                        .with("https://example.org/tool.tgz", TWO)
                        .with(new GitRef("git@example.org:a", "HEAD"), "1".repeat(40))
                        .with(DEBIAN, new LockedImage(ONE));
        lock.write(project);

        assertThat(LockFile.read(project)).isEqualTo(lock);
        assertThat(Files.readString(project.resolve("jbuild.lock")))
                .endsWith(
                        """
                        format 1
                        file https://example.org/tool.tgz %2$s
                        git git@example.org:a HEAD 1111111111111111111111111111111111111111
                        git https://example.org/b.git main 2222222222222222222222222222222222222222
                        image docker.io/library/debian:bookworm-slim %1$s
                        image docker.io/library/node:22 %2$s
                        image docker.io/library/node:22 linux/amd64 %2$s
                        image docker.io/library/node:22 linux/arm64 %1$s
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

    /** What the first version wrote. */
    @Test
    void read_withoutFormat_isUnderstood() throws Exception {
        Files.writeString(lockFile(), "# ours\nimage " + DEBIAN + " " + ONE + "\n");

        assertThat(LockFile.read(project).images())
                .containsExactly(Map.entry(DEBIAN, new LockedImage(ONE)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    image debian                       | not of the form `image NAME [PLATFORM] DIGEST`
                    git example.org main 1             | not of the form `git URL REF COMMIT`
                    git example.org COMMIT             | not of the form `git URL REF COMMIT`
                    git example.org a..b COMMIT        | not the name of a branch, tag or commit: a..b
                    url example.org ONE                | not of the form `image NAME [PLATFORM] DIGEST`, `git URL REF COMMIT` or `file URL DIGEST`
                    file https://example.org/a         | not of the form `file URL DIGEST`
                    file https://example.org/a 12      | not a sha256 digest: 12
                    image debian sha256:12             | not a sha256 digest: 12
                    image De:b:ian ONE                 | not an image name: repository `library/De:b`
                    image debian linux ONE             | not of the form os/architecture: linux
                    image node:22 TWO                  | another line has another digest for `docker.io/library/node:22`
                    image debian linux/amd64 ONE       | no line pins `docker.io/library/debian:latest`, of which this is a platform
                    format 2                           | the lock has a format that this jbuild does not know
                    <<<<<<< HEAD                       | a merge has left its marks here
                    =======                            | a merge has left its marks here
                    """)
    void read_whenDamaged_saysWhereAndWhatAndTheCure(String line, String problem) throws Exception {
        String text =
                line.replace("ONE", ONE.toString())
                        .replace("TWO", TWO.toString())
                        .replace("COMMIT", "1".repeat(40));
        Files.writeString(lockFile(), "# ours\nimage node:22 " + ONE + "\n" + text + "\n");

        UserMistake mistake = catchThrowableOfType(UserMistake.class, () -> LockFile.read(project));

        assertThat(mistake.diagnostics())
                .singleElement()
                .satisfies(
                        diagnostic -> {
                            assertThat(diagnostic.message()).isEqualTo(problem);
                            assertThat(diagnostic.span().orElseThrow())
                                    .hasToString("jbuild.lock:3:1");
                            assertThat(diagnostic.sourceLine()).contains(text);
                            assertThat(diagnostic.hint()).isPresent();
                        });
        assertThat(lockFile()).content().contains(text);
    }

    @Test
    void read_whenNotText_saysSo() throws Exception {
        Files.write(lockFile(), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> LockFile.read(project))
                .isInstanceOf(UserMistake.class)
                .hasMessage("`jbuild.lock` is not text");
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io/library/node:22, true",
        "node:22, true",
        "library/node:22, true",
        "node, true",
        "n*, true",
        "*:22, true",
        "*, true",
        "node:2, false",
        "ode:22, false",
        "debian, false",
        "node.22, false"
    })
    void pattern_meansNamesAsPeopleWriteThem(String pattern, boolean matches) {
        assertThat(new NamePattern(pattern).matches(NODE)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/org/repo.git, true",
        "github.com/org/repo, true",
        "github.com/org/repo:main, true",
        "github.com/org/*, true",
        "*:main, true",
        "github.com/org, false",
        "github.com/org/repo:v1, false"
    })
    void pattern_meansRepositoriesAsPeopleWriteThem(String pattern, boolean matches) {
        GitRef name = new GitRef("https://github.com/org/repo.git", "main");
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
    }
}
