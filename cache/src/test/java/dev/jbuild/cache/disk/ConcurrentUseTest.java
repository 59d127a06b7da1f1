package dev.jbuild.cache.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.Digest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

@Timeout(120)
class ConcurrentUseTest {
    @TempDir Path folder;

    @Test
    void threads_neverSeeAWrongEntry() throws Exception {
        List<Future<?>> threads = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                Hammer hammer = new Hammer(folder, i);
                threads.add(
                        executor.submit(
                                () -> {
                                    hammer.rounds(40);
                                    return true;
                                }));
            }
        }

        for (Future<?> thread : threads) {
            assertThat(thread.get()).isEqualTo(true);
        }
        assertThat(strays()).isEmpty();
    }

    @Test
    void processes_neverSeeAWrongEntry() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(start(i, 80));
        }

        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(strays()).isEmpty();
    }

    @Test
    void kill_atAnyMoment_leavesNothingButStrays() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 6; i++) {
            Process process = start(i, 1_000_000);
            assertThat(process.inputReader().readLine()).isEqualTo("started");
            Thread.sleep(20 + random.nextInt(150));
            process.destroyForcibly().waitFor();

            // Fails on any damaged blob or record.
            new Hammer(folder, 100 + i).rounds(20);
        }
        assertThat(damagedBlobs()).isEmpty();
    }

    private Process start(int seed, int rounds) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hammer.class.getName(),
                        folder.toString(),
                        Integer.toString(seed),
                        Integer.toString(rounds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private List<Path> damagedBlobs() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("v1/sha256"))) {
            List<Path> damaged = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(file.getFileName());
                if (!Digest.of(Files.readAllBytes(file)).hex().equals(name)) {
                    damaged.add(file);
                }
            }
            return damaged;
        }
    }

    private List<Path> strays() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("v1/new"))) {
            return files.toList();
        }
    }
}
