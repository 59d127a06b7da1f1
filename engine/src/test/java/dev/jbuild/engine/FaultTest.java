package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.store.CacheReport;
import dev.jbuild.engine.store.CacheTask;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.BuildProcess;
import dev.jbuild.engine.testing.SmallDisk;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.Project;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Disks that are full or cannot be written, and names that are odd. */
@Tag("engine")
class FaultTest {
    private Path folder;
    private BuildChecker checker;

    @BeforeEach
    void makeProject(@TempDir Path temp) throws Exception {
        folder = temp;
        checker = new BuildChecker(folder);
        checker.write("in.txt", "in " + NONCE);
    }

    private static Project making(int kilobytes) {
        return new TestProject()
                .target(
                        "t",
                        t ->
                                t.from(BASE)
                                        .copy("in.txt", "/in.txt")
                                        .run(
                                                "head -c "
                                                        + kilobytes
                                                        + "k /dev/zero | tr '\\0' x > /out.bin; : "
                                                        + NONCE)
                                        .artifact("/out.bin", "build/out.bin"))
                .goals("t");
    }

    @Test
    void build_whenTheCacheIsFull_saysSo_andGoesOnWhenThereIsRoom() throws Exception {
        Path state = Files.createDirectories(folder.resolve("state"));
        try (SmallDisk disk = SmallDisk.mount(state, 1024)) {
            assertThatThrownBy(() -> checker.build(making(4000)))
                    .isInstanceOf(EnvironmentFailure.class)
                    .hasMessageContaining("No space left on device")
                    .extracting(e -> ((EnvironmentFailure) e).code())
                    .isEqualTo("cache-failed");
            assertThat(checker.path("build/out.bin")).doesNotExist();

            disk.resize(16_000);
            checker.build(making(4000));
            assertThat(checker.path("build/out.bin")).hasSize(4000 * 1024);
            assertThat(problems()).isEmpty();
        }
    }

    @Test
    void build_whenAnArtifactIsLargerThanTheDisk_isStoppedBeforeThatIsFull() throws Exception {
        Path state = Files.createDirectories(folder.resolve("state"));
        try (SmallDisk _ = SmallDisk.mount(state, 100 << 10)) {
            assertThatThrownBy(() -> checker.build(making(200 << 10)))
                    .isInstanceOfSatisfying(
                            EnvironmentFailure.class,
                            failure -> {
                                assertThat(failure.code()).isEqualTo("no-room");
                                assertThat(failure)
                                        .message()
                                        .matches(
                                                "artifact `/out\\.bin` of `\\+t` is too large: there is"
                                                        + " no room for more in `"
                                                        + state
                                                        + "/v\\d+`: \\d+ MB came, of 10\\d MB that"
                                                        + " were free");
                                assertThat(failure.hint())
                                        .contains("make room", "JBUILD_HOME", "what `+t` writes");
                            });
            assertThat(state.toFile().getUsableSpace()).isPositive();
            assertThat(checker.path("build/out.bin")).doesNotExist();
        }
    }

    @Test
    void build_whenTheProjectsDiskIsFull_keepsTheOldFile() throws Exception {
        checker.write("build/out.bin", "the old one");
        Path build = checker.path("build");
        try (SmallDisk disk = SmallDisk.mount(build, 1024)) {
            checker.write("build/out.bin", "the old one");
            assertThatThrownBy(() -> checker.build(making(4000)))
                    .isInstanceOf(EnvironmentFailure.class)
                    .hasMessageContaining("No space left on device")
                    .extracting(e -> ((EnvironmentFailure) e).code())
                    .isEqualTo("delivery-failed");
            assertThat(checker.path("build/out.bin")).hasContent("the old one");
            assertThat(build).isDirectoryContaining(file -> file.endsWith("out.bin"));
            assertThat(build).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));

            disk.resize(16_000);
            Checked again = checker.build(making(4000));
            assertThat(again.ran()).isEmpty();
            assertThat(checker.path("build/out.bin")).hasSize(4000 * 1024);
        }
    }

    @Test
    void build_whenTheCacheCannotBeWrittenAndNothingIsToBeDone_goesWellWithOneWarning()
            throws Exception {
        Path state = Files.createDirectories(folder.resolve("state"));
        try (SmallDisk disk = SmallDisk.mount(state, 16_000)) {
            assertThat(BuildProcess.start(folder, NONCE).output()).contains("ran three");
            disk.readOnly();
            assertThat(BuildProcess.start(folder, NONCE).output())
                    .containsExactly(
                            "note cache: `"
                                    + state
                                    + "` cannot be written, so nothing is kept of this build");
        }
    }

    @Test
    void build_whenTheCacheCannotBeWritten_saysSo() throws Exception {
        Path state = Files.createDirectories(folder.resolve("state"));
        try (SmallDisk disk = SmallDisk.mount(state, 16_000)) {
            checker.build(making(10));
            disk.readOnly();
            checker.write("in.txt", "other " + NONCE);

            assertThatThrownBy(() -> checker.build(making(10)))
                    .isInstanceOf(EnvironmentFailure.class)
                    .hasMessageContaining("Read-only file system")
                    .extracting(e -> ((EnvironmentFailure) e).code())
                    .isEqualTo("cache-failed");
        }
    }

    @Test
    void build_whenNamesHaveLineFeedsAndOtherOddities_keepsThem() throws Exception {
        checker.write("odd/two\nlines.txt", "one");
        checker.write("odd/ tab\tand space ", "two");
        checker.write("odd/äöü-\u65e5\u672c", "three");
        checker.write("odd/$(touch x) `id` \\ ' \" *", "four");
        Project odd =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .copy("odd", "/odd/")
                                                .run(": " + NONCE)
                                                .artifact("/odd", "build/odd"))
                        .goals("t");

        checker.build(odd);

        for (String name :
                new String[] {
                    "two\nlines.txt",
                    " tab\tand space ",
                    "äöü-\u65e5\u672c",
                    "$(touch x) `id` \\ ' \" *"
                }) {
            assertThat(checker.path("build/odd").resolve(name))
                    .hasSameTextualContentAs(checker.path("odd").resolve(name));
        }
        Checked again = checker.build(odd);
        assertThat(again.ran()).isEmpty();
        assertThat(again.report().deliveries()).allMatch(Delivery::unchanged);
    }

    @Test
    void build_whenANameIsNoText_saysWhich() throws Exception {
        Files.createDirectories(checker.path("odd"));
        Process shell =
                new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'odd/a\\377b')\"")
                        .directory(checker.path(".").toFile())
                        .inheritIO()
                        .start();
        assertThat(shell.waitFor()).isZero();

        assertThatThrownBy(
                        () ->
                                checker.build(
                                        new TestProject()
                                                .target("t", t -> t.from(BASE).copy("odd", "/"))
                                                .goals("t")))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("the file's name is not text");
    }

    private List<String> problems() throws Exception {
        return checker.cache(CacheTask.VERIFY) instanceof CacheReport.Verified verified
                ? verified.problems()
                : List.of("not verified");
    }
}
