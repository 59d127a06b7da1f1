package dev.jbuild.cache.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class TurnsTest {
    @TempDir Path folder;

    @Test
    void tryTake_whenAnotherInstanceHasIt_isEmpty() throws Exception {
        Turns.Turn turn = turns().tryTake("a").orElseThrow();

        assertThat(turns().tryTake("a")).isEmpty();
        turns().tryTake("b").orElseThrow().close();

        turn.close();
        turns().tryTake("a").orElseThrow().close();
    }

    @Test
    void take_byManyThreads_isOneAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger waited = new AtomicInteger();
        List<Future<Integer>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                results.add(
                        threads.submit(
                                () -> {
                                    try (Turns.Turn _ =
                                            turns().take("a", waited::incrementAndGet)) {
                                        int most = inside.incrementAndGet();
                                        Thread.sleep(10);
                                        inside.decrementAndGet();
                                        return most;
                                    }
                                }));
            }
        }
        for (Future<Integer> result : results) {
            assertThat(result.get()).isEqualTo(1);
        }
        assertThat(waited.get()).isBetween(1, 6);
    }

    @Test
    void take_whenTheHolderIsKilled_takesOver() throws Exception {
        Process holder = start();
        assertThat(holder.inputReader().readLine()).isEqualTo("has it");
        assertThat(turns().tryTake("a")).isEmpty();

        holder.destroyForcibly();

        turns().take("a").close();
        assertThat(holder.waitFor()).isNotZero();
    }

    /** An attempt must not cost the holder, in the same process, its lock. */
    @Test
    void tryTake_inVain_leavesTheTurnToItsHolder() throws Exception {
        try (Turns.Turn _ = turns().tryTake("a").orElseThrow()) {
            assertThat(turns().tryTake("a")).isEmpty();
            assertThat(turns().tryTake("b")).isPresent().get().satisfies(Turns.Turn::close);

            Process other = start();
            try {
                Thread.sleep(500);
                assertThat(other.inputReader().ready()).isFalse();
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    /** As a user deletes a cache while a jbuild stands by. */
    @Test
    void fileThatIsDeleted_isNotLockedAnyLonger() throws Exception {
        turns().take("a").close();
        Files.delete(folder.resolve("turns"));
        Process holder = start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("has it");
            assertThat(turns().tryTake("a")).isEmpty();
            assertThat(turns().tryTake("b")).isPresent().get().satisfies(Turns.Turn::close);
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    private Turns turns() {
        return new Turns(folder.resolve("turns"));
    }

    private Process start() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.resolve("turns").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A process that takes a turn and keeps it until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (Turns.Turn _ = new Turns(Path.of(args[0])).take("a")) {
                System.out.println("has it");
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}
