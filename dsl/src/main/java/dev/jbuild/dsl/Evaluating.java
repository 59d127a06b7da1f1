package dev.jbuild.dsl;

import com.sun.management.ThreadMXBean;

import dev.jbuild.dsl.diagnose.RuntimeErrors;
import dev.jbuild.dsl.script.Meter;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Watches an evaluation, on a thread of its own, and ends it when it takes more than any build file
 * needs. Most of what can go on without end is counted by the {@link Meter} and ends by itself;
 * this is for the rest, such as one call that makes an endless list. What does not end when it is
 * told to is left behind: it can reach nothing, and ends with the process.
 */
final class Evaluating {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Meter meter;
    private final Limits limits;

    Evaluating(Meter meter, Limits limits) {
        this.meter = meter;
        this.limits = limits;
    }

    /**
     * How much is too much.
     *
     * @param firstLook before nothing is looked at: nearly all evaluations are over by then, and to
     *     look costs as much as a small one
     * @param work of a processor, so that a busy machine makes no difference
     * @param time by the clock: a full heap takes time that is not the thread's own
     * @param bytes what was made, though most of it is no longer in use
     */
    record Limits(Duration firstLook, Duration work, Duration time, long bytes) {
        static final Limits USUAL =
                new Limits(
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(1),
                        8L << 30);
    }

    /** What an evaluation that uses the meter returns, or throws. */
    static <T> T of(Meter meter, Callable<T> evaluation) throws UserMistake, EnvironmentFailure {
        return new Evaluating(meter, Limits.USUAL).of(evaluation);
    }

    <T> T of(Callable<T> evaluation) throws UserMistake, EnvironmentFailure {
        FutureTask<T> task = new FutureTask<>(evaluation);
        Thread thread = new Thread(task, "evaluation");
        thread.setDaemon(true);
        thread.start();
        return result(task, thread);
    }

    private <T> T result(FutureTask<T> task, Thread thread) throws UserMistake, EnvironmentFailure {
        long start = System.nanoTime();
        Duration wait = limits.firstLook();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(wait.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    String excess =
                            excess(
                                    thread,
                                    Duration.ofNanos(System.nanoTime() - start)
                                            .minus(meter.away()));
                    if (!excess.isEmpty()) {
                        return stopped(task, thread, excess);
                    }
                    wait = LOOK;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (OutOfMemoryError full) {
                    return stopped(task, thread, RuntimeErrors.MEMORY);
                }
            }
        } catch (ExecutionException e) {
            throw thrown(Objects.requireNonNull(e.getCause()));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String excess(Thread thread, Duration elapsed) {
        ThreadMXBean usage = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Duration work = Duration.ofNanos(usage.getThreadCpuTime(thread.threadId()));
        if (work.compareTo(limits.work()) > 0 || elapsed.compareTo(limits.time()) > 0) {
            return "the build file takes too long";
        }
        return usage.getThreadAllocatedBytes(thread.threadId()) > limits.bytes()
                ? RuntimeErrors.MEMORY
                : "";
    }

    private <T> T stopped(FutureTask<T> task, Thread thread, String reason)
            throws ExecutionException, UserMistake {
        StackTraceElement[] where = thread.getStackTrace();
        meter.stop(reason);
        try {
            return task.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
            throw new UserMistake(
                    meter.whereabouts()
                            .map(at -> RuntimeErrors.limit(reason, where, at))
                            .orElseGet(() -> limit(reason)));
        }
    }

    private static Diagnostic limit(String reason) {
        return Diagnostic.of("limit", reason, RuntimeErrors.LIMIT_HINT);
    }

    /** What the evaluation threw, to be thrown here. */
    private RuntimeException thrown(Throwable cause) throws UserMistake, EnvironmentFailure {
        switch (cause) {
            case UserMistake mistake -> throw mistake;
            case EnvironmentFailure failure -> throw failure;
            // It had not the memory to say more; what it held is free by now.
            case OutOfMemoryError full ->
                    throw new UserMistake(
                            meter.whereabouts()
                                    .map(at -> RuntimeErrors.full(full, at))
                                    .orElseGet(() -> limit(RuntimeErrors.MEMORY)));
            case Error error -> throw error;
            case RuntimeException unexpected -> throw unexpected;
            default -> throw new IllegalStateException(cause);
        }
    }
}
