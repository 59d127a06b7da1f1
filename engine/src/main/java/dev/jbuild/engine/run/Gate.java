package dev.jbuild.engine.run;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

/**
 * Lets only so many in at once, and of those that wait, the one first behind which the most work
 * lies. Guarded by its own lock.
 */
final class Gate {
    private final Queue<Waiting> waiting =
            new PriorityQueue<>(
                    Comparator.comparing(Waiting::ahead)
                            .reversed()
                            .thenComparingLong(Waiting::arrival));

    private int free;
    private long arrivals;

    private record Waiting(Duration ahead, long arrival, CountDownLatch open) {}

    Gate(int atOnce) {
        this.free = atOnce;
    }

    /**
     * Waits to be let in. Whoever is has to {@link #leave}.
     *
     * @param ahead how much work cannot end before this one does
     */
    void enter(Duration ahead) throws InterruptedException {
        Waiting mine;
        synchronized (this) {
            if (free > 0) {
                free--;
                return;
            }
            mine = new Waiting(ahead, arrivals++, new CountDownLatch(1));
            waiting.add(mine);
        }
        try {
            mine.open().await();
        } catch (InterruptedException e) {
            giveUp(mine);
            throw e;
        }
    }

    private synchronized void giveUp(Waiting mine) {
        if (!waiting.remove(mine)) {
            // It was let in at that moment.
            leave();
        }
    }

    /** Lets the next one in. */
    synchronized void leave() {
        Waiting next = waiting.poll();
        if (next == null) {
            free++;
        } else {
            next.open().countDown();
        }
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting.size();
    }
}
