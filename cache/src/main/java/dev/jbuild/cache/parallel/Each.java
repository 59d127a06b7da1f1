package dev.jbuild.cache.parallel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** Runs an action for each item on a few virtual threads. The first failure stops the rest. */
public final class Each<T> {
    /** Enough to keep every processor busy while some threads wait for the disk. */
    private static final int THREADS_PER_PROCESSOR = 2;

    /** Guarded by itself. */
    private final Iterator<T> items;

    private final Action<T> action;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Each(List<T> items, Action<T> action) {
        this.items = items.iterator();
        this.action = action;
    }

    /** What to do with one item, on any thread. */
    @FunctionalInterface
    public interface Action<T> {
        void on(T item) throws IOException;
    }

    /** Returns when all is done or, after a failure, when every thread has stopped. */
    public static <T> void of(List<T> items, Action<T> action) throws IOException {
        of(items, THREADS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(), action);
    }

    /**
     * The same on a given number of threads, for actions that wait for others than the disk.
     *
     * @param limit at least one
     */
    public static <T> void of(List<T> items, int limit, Action<T> action) throws IOException {
        int threads = Math.min(items.size(), limit);
        if (threads <= 1) {
            for (T item : items) {
                action.on(item);
            }
            return;
        }
        Each<T> each = new Each<>(items, action);
        // Closing waits; an interrupt of this thread is passed on to the others and kept.
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                executor.execute(each::work);
            }
        }
        each.rethrow();
    }

    private void work() {
        try {
            for (T item = next(); item != null && failure.get() == null; item = next()) {
                action.on(item);
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }

    private @Nullable T next() {
        synchronized (items) {
            return items.hasNext() ? items.next() : null;
        }
    }

    private void rethrow() throws IOException {
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new AssertionError(e);
        }
    }
}
