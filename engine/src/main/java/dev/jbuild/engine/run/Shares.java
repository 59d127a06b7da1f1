package dev.jbuild.engine.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Divides time that passes evenly among those who are at work in it: what all of them get adds up
 * to the time in which anybody was. Safe for use by many threads.
 */
final class Shares {
    private final LongSupplier nanos;
    private int working;
    private long last;

    /** What somebody would have got who was there from the beginning, in nanoseconds. */
    private double ofOne;

    /**
     * @param nanos a clock, as of {@link System#nanoTime}
     */
    Shares(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Somebody who is at work until this is closed. */
    final class Share implements AutoCloseable {
        private final double before;

        private Share() {
            this.before = ofOne;
        }

        /** What has fallen to it. */
        Duration soFar() {
            synchronized (Shares.this) {
                pass();
                return Duration.ofNanos(Math.round(ofOne - before));
            }
        }

        @Override
        public void close() {
            synchronized (Shares.this) {
                pass();
                working--;
            }
        }
    }

    /** Somebody begins to work. */
    synchronized Share begin() {
        pass();
        working++;
        return new Share();
    }

    private void pass() {
        long now = nanos.getAsLong();
        if (working > 0) {
            ofOne += (double) (now - last) / working;
        }
        last = now;
    }
}
