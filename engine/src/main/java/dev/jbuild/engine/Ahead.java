package dev.jbuild.engine;

import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Something that takes its time and is begun before it is certain that it is needed. Whoever needs
 * it waits for it, and is told of its failure; where nobody does, nobody is.
 *
 * <p>It is done on a thread of its own in any case: calling it off interrupts that thread, and none
 * that waits.
 */
final class Ahead<T> {
    private final FutureTask<T> task;
    private final AtomicBoolean begun = new AtomicBoolean();

    Ahead(Callable<T> task) {
        this.task = new FutureTask<>(task);
    }

    /** Begins beside everything else, if it has not begun. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("ahead").start(task);
        }
    }

    /**
     * The result; begins where nobody has.
     *
     * @throws CancellationException when it was called off
     */
    T get() throws EnvironmentFailure, InterruptedException {
        begin();
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case EnvironmentFailure failure -> throw failure;
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Ends what there is by now. What is still under way, such as the wait for an engine that does
     * not answer, is called off and not waited for.
     */
    void end(End<T> end) throws EnvironmentFailure {
        task.cancel(true);
        if (task.state() == FutureTask.State.SUCCESS) {
            end.of(task.resultNow());
        }
    }

    @FunctionalInterface
    interface End<T> {
        void of(T result) throws EnvironmentFailure;
    }
}
