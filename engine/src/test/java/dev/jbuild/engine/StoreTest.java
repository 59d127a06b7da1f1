package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.store.CacheReport;
import dev.jbuild.engine.store.CacheTask;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Project;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Builds with a cache that is damaged, emptied or too small. */
@Tag("engine")
class StoreTest {
    private static final Project PROJECT =
            new TestProject()
                    .target(
                            "t",
                            t ->
                                    t.from(BASE)
                                            .copy("in.txt", "/in.txt")
                                            .run("cat /in.txt > /out.txt")
                                            .artifact("/out.txt", "build/out.txt"))
                    .goals("t");

    private BuildChecker checker;

    @BeforeEach
    void makeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
        checker.write("in.txt", "in " + NONCE);
        checker.build(PROJECT);
    }

    private Path blob(String content) {
        String hex = Digest.of(content.getBytes(StandardCharsets.UTF_8)).hex();
        return checker.cacheFolder().resolve("sha256").resolve(hex.substring(0, 2)).resolve(hex);
    }

    @Test
    void build_whenAFetchedFileIsDamaged_fetchesItAgainInTheSameRun() throws Exception {
        for (byte[] damage :
                List.of(("IN " + NONCE).getBytes(StandardCharsets.UTF_8), new byte[0])) {
            Files.delete(blob("in " + NONCE));
            Files.write(blob("in " + NONCE), damage);
            Files.delete(checker.path("build/out.txt"));

            Checked repaired = checker.build(PROJECT);

            assertThat(repaired.ran()).isEmpty();
            assertThat(repaired.report().deliveries()).hasSize(1);
            assertThat(checker.path("build/out.txt")).hasContent("in " + NONCE);
            assertThat(problems()).isEmpty();
        }
    }

    @Test
    void build_whenAFetchedFileIsGone_fetchesItAgain() throws Exception {
        Files.delete(blob("in " + NONCE));
        Files.delete(checker.path("build/out.txt"));

        assertThat(checker.build(PROJECT).ran()).isEmpty();

        assertThat(checker.path("build/out.txt")).hasContent("in " + NONCE);
    }

    @Test
    void build_whenEveryFileOfTheCacheIsDamaged_isRight() throws Exception {
        try (Stream<Path> files = Files.walk(checker.cacheFolder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("turns")) {
                    byte[] bytes = Files.readAllBytes(file);
                    Files.delete(file);
                    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                }
            }
        }
        checker.write("in.txt", "in " + NONCE);

        assertThat(checker.build(PROJECT).report().succeeded()).isTrue();
        assertThat(checker.path("build/out.txt")).hasContent("in " + NONCE);
        checker.cache(CacheTask.VERIFY);
        assertThat(problems()).isEmpty();
    }

    @Test
    void build_whenTheCacheWasCleared_isMadeAgain() throws Exception {
        checker.cache(CacheTask.CLEAR);

        Checked again = checker.build(PROJECT);

        assertThat(again.ran()).containsExactly("t");
        assertThat(again.report().deliveries()).allMatch(Delivery::unchanged);
    }

    @Test
    void build_whenTheCacheIsTooLarge_clearsAwayWhatIsOldAndNotInUse() throws Exception {
        Path old = blob("in " + NONCE);
        checker.write("in.txt", "other " + NONCE);
        checker.cacheSize(100);
        ageAllFiles();

        Checked built = checker.build(PROJECT);

        assertThat(built.events())
                .filteredOn(BuildEvent.Notice.class::isInstance)
                .anyMatch(event -> event.toString().contains("cache: cleared away"));
        assertThat(old).doesNotExist();
        Checked idle = checker.build(PROJECT);
        assertThat(idle.ran()).isEmpty();
        assertThat(idle.askedEngine()).isFalse();
        assertThat(problems()).isEmpty();
    }

    private void ageAllFiles() throws IOException {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        try (Stream<Path> files = Files.walk(checker.cacheFolder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(yesterday));
            }
        }
    }

    private List<String> problems() throws Exception {
        return checker.cache(CacheTask.VERIFY) instanceof CacheReport.Verified verified
                ? verified.problems()
                : List.of("not verified");
    }
}
