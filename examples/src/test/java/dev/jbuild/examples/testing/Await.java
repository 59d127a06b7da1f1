package dev.jbuild.examples.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens in another process, for a bounded time. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    /**
     * Returns as soon as {@code condition} holds.
     *
     * @param limit after which the test fails
     * @param otherwise what to say then
     */
    public static void until(BooleanSupplier condition, Duration limit, Supplier<String> otherwise)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + limit + ": " + otherwise.get());
            }
            Thread.sleep(PAUSE);
        }
    }
}
