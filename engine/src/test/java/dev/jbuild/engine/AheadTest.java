package dev.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class AheadTest {
    private final List<String> ended = new ArrayList<>();

    @Test
    void get_isMadeOnce_begunOrNot() throws Exception {
        AtomicInteger made = new AtomicInteger();
        Ahead<Integer> begun = new Ahead<>(made::incrementAndGet);
        begun.begin();
        assertThat(begun.get()).isEqualTo(1);
        assertThat(begun.get()).isEqualTo(1);
        assertThat(new Ahead<>(made::incrementAndGet).get()).isEqualTo(2);
    }

    @Test
    void failure_isToldToWhoeverNeedsIt() throws Exception {
        EnvironmentFailure down = new EnvironmentFailure("down", "is down", "start it", null);
        Ahead<String> ahead =
                new Ahead<>(
                        () -> {
                            throw down;
                        });
        ahead.begin();
        assertThatThrownBy(ahead::get).isSameAs(down);
        ahead.end(ended::add);
        assertThat(ended).isEmpty();
    }

    @Test
    void end_endsWhatIsThere() throws Exception {
        Ahead<String> ahead = new Ahead<>(() -> "made");
        ahead.get();
        ahead.end(ended::add);
        assertThat(ended).containsExactly("made");
    }

    @Test
    void end_callsOffWhatIsUnderWay() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch calledOff = new CountDownLatch(1);
        Ahead<String> ahead =
                new Ahead<>(
                        () -> {
                            started.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                calledOff.countDown();
                            }
                            return "too late";
                        });
        ahead.begin();
        started.await();
        ahead.end(ended::add);
        calledOff.await();
        assertThat(ended).isEmpty();
    }

    /** Who waits for it may be about to begin anew: to be interrupted would end its build. */
    @Test
    void end_interruptsNobodyWhoWaits() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Ahead<String> ahead =
                new Ahead<>(
                        () -> {
                            started.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                // As those do that end their affairs and leave the rest to others.
                                Thread.currentThread().interrupt();
                            }
                            return "too late";
                        });
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread.startVirtualThread(
                () -> {
                    try {
                        ahead.get();
                    } catch (CancellationException e) {
                        interrupted.complete(Thread.interrupted());
                    } catch (EnvironmentFailure | InterruptedException e) {
                        interrupted.completeExceptionally(e);
                    }
                });
        started.await();
        ahead.end(ended::add);
        assertThat(interrupted.get()).isFalse();
    }
}
