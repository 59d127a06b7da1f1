package dev.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.store.CacheReport;
import dev.jbuild.engine.store.CacheTask;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildProcess;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Many processes that build one project with one cache.
 *
 * <p>{@code -Djbuild.soak.kills=200} makes the soak of it; {@code -Djbuild.seed=…} repeats a run.
 */
@Tag("engine")
@Timeout(1800)
class ManyAtOnceTest {
    private static final int MANY = 16;
    private static final int BATCH = 4;
    private static final int KILLS = Integer.getInteger("jbuild.soak.kills", 6);

    /** Roughly how long one of a batch takes, all told. */
    private static final int LIFE_MILLIS = 6000;

    private final String nonce = UUID.randomUUID().toString();
    private Path folder;
    private BuildChecker checker;

    @BeforeEach
    void makeProject(@TempDir Path temp) throws Exception {
        folder = temp;
        checker = new BuildChecker(folder);
        checker.write("in.txt", "in " + nonce);
    }

    @Test
    void processes_buildEachNodeOnceAndAllGetItsResult() throws Exception {
        List<BuildProcess> processes = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            processes.add(BuildProcess.start(folder, nonce));
        }
        List<String> output = new ArrayList<>();
        for (BuildProcess process : processes) {
            output.addAll(process.output());
        }

        assertThat(output.stream().filter(line -> line.startsWith("ran ")))
                .containsExactlyInAnyOrder("ran one", "ran two", "ran three");
        assertThat(output).anyMatch(line -> line.contains("waiting for another jbuild"));
        assertDelivered("in " + nonce);
        assertThat(checker.build(BuildProcess.project(nonce)).askedEngine()).isFalse();
        assertCacheIsClean();
    }

    @Test
    void processes_whenHalfOfThemAreKilled_leaveNothingWrong() throws Exception {
        long seed = Long.getLong("jbuild.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int killed = 0; killed < KILLS; killed += BATCH / 2) {
            String content = "in " + nonce + " " + killed;
            checker.write("in.txt", content);
            List<BuildProcess> processes = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                processes.add(BuildProcess.start(folder, nonce));
            }
            Collections.shuffle(processes, random);
            for (BuildProcess victim : processes.subList(0, BATCH / 2)) {
                Thread.sleep(random.nextInt(LIFE_MILLIS / 2));
                victim.kill();
            }
            for (BuildProcess survivor : processes.subList(BATCH / 2, BATCH)) {
                assertThat(survivor.output()).as("seed %s", seed).isNotNull();
            }
            assertDelivered(content);
        }
        assertCacheIsClean();
        assertThat(checker.build(BuildProcess.project(nonce)).ran()).isEmpty();
    }

    /** The work of one that died is taken over by one that had waited for it. */
    @Test
    void process_whenTheOneItWaitsForDies_takesOver() throws Exception {
        BuildProcess first = BuildProcess.start(folder, nonce + "; sleep 10");
        first.await("step run sleep");
        BuildProcess second = BuildProcess.start(folder, nonce + "; sleep 10");
        second.await("waiting for another jbuild that builds it");
        first.kill();

        assertThat(second.output()).contains("ran one", "ran two", "ran three");
        assertDelivered("in " + nonce);
    }

    private void assertDelivered(String content) {
        assertThat(checker.path("build/two")).hasContent(content + content);
        assertThat(checker.path("build/three/one")).hasContent(content);
        assertThat(checker.path("build/three/two")).hasContent(content + content);
    }

    private void assertCacheIsClean() throws Exception {
        assertThat(checker.cache(CacheTask.VERIFY))
                .isInstanceOfSatisfying(
                        CacheReport.Verified.class,
                        verified -> {
                            assertThat(verified.problems()).isEmpty();
                            assertThat(verified.results()).isPositive();
                        });
    }
}
