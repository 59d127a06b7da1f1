package dev.jbuild.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class GateTest {
    private final Gate gate = new Gate(1);
    private final List<Integer> entered = Collections.synchronizedList(new ArrayList<>());

    /** Comes to the gate, and waits there. */
    private Thread comes(int seconds) {
        int before = gate.waiting();
        Thread thread =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                gate.enter(Duration.ofSeconds(seconds));
                                entered.add(seconds);
                                gate.leave();
                            } catch (InterruptedException e) {
                                entered.add(-seconds);
                            }
                        });
        while (gate.waiting() == before) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void enter_whenFull_letsInFirstWhatHasMostAhead() throws Exception {
        gate.enter(Duration.ZERO);
        List<Thread> threads = List.of(comes(2), comes(5), comes(1), comes(4), comes(3));

        gate.leave();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(entered).containsExactly(5, 4, 3, 2, 1);
    }

    @Test
    void enter_whenInterrupted_takesNobodysPlace() throws Exception {
        gate.enter(Duration.ZERO);
        Thread first = comes(9);
        Thread second = comes(1);

        first.interrupt();
        first.join();
        gate.leave();
        second.join();

        assertThat(entered).containsExactly(-9, 1);
        gate.enter(Duration.ZERO);
        assertThat(gate.waiting()).isZero();
    }
}
