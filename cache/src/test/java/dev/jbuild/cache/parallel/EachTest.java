package dev.jbuild.cache.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

@Timeout(30)
class EachTest {
    private static final List<Integer> MANY = IntStream.range(0, 10_000).boxed().toList();

    @Test
    void of_reachesEveryItemOnce() throws IOException {
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger calls = new AtomicInteger();

        Each.of(
                MANY,
                item -> {
                    seen.add(item);
                    calls.incrementAndGet();
                });

        assertThat(seen).hasSize(MANY.size());
        assertThat(calls).hasValue(MANY.size());
    }

    @Test
    void of_whenOneFails_stopsTheRestAndThrowsThat() {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();

        assertThatThrownBy(
                        () ->
                                Each.of(
                                        MANY,
                                        item -> {
                                            running.incrementAndGet();
                                            try {
                                                if (calls.incrementAndGet() == 10) {
                                                    throw new IOException("disk full");
                                                }
                                                Thread.sleep(1);
                                            } catch (InterruptedException e) {
                                                throw new IOException(e);
                                            } finally {
                                                running.decrementAndGet();
                                            }
                                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThat(calls.get()).isLessThan(MANY.size());
        assertThat(running).hasValue(0);
    }

    @Test
    void of_whenInterrupted_stopsAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(
                        () ->
                                Each.of(
                                        MANY,
                                        item -> {
                                            try {
                                                Thread.sleep(1_000);
                                            } catch (InterruptedException e) {
                                                throw new IOException("stopped", e);
                                            }
                                        }))
                .hasMessage("stopped");
        assertThat(Thread.interrupted()).isTrue();
    }
}
