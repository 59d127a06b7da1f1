package dev.jbuild.engine.limit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends what takes too long as a whole. Limits of single reads know of silence only, and a server
 * that sends one byte now and then is not silent.
 */
public final class Deadline {
    private Deadline() {}

    /**
     * Does something on a virtual thread: interrupting one closes the connection that it waits for.
     *
     * @throws ExecutionException with the exception of the work as its cause
     * @throws TimeoutException when it took longer, and says so; it has ended
     */
    public static <T> T within(Duration most, Callable<T> work)
            throws ExecutionException, TimeoutException, InterruptedException {
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<T> result = thread.submit(work);
            try {
                return result.get(most.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                thread.shutdownNow();
                throw new TimeoutException(
                        "it took longer than " + most.toSeconds() + " seconds, and was given up");
            } catch (InterruptedException e) {
                thread.shutdownNow();
                throw e;
            }
        }
    }
}
