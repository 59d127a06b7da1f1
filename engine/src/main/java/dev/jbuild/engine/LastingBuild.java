package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.model.failure.BuildException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * A build that stays open when its work is done, on a thread of its own. As long as it does, the
 * builder knows what it has made and received: an export that comes then finds all of it at once,
 * where after the end the builder would ask for every upload again and look every step up.
 */
final class LastingBuild<T> implements AutoCloseable {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    private LastingBuild(Course<T> course) {
        thread = Thread.ofVirtual().name("build").start(() -> run(course));
    }

    /** A build from beginning to end. */
    @FunctionalInterface
    interface Course<T> {
        /**
         * Runs the build.
         *
         * @param stay called at the end of the work, if the build is to stay open
         */
        T run(Stay<T> stay) throws BuildException, BuildkitException, InterruptedException;
    }

    /** Tells the result of the work, and waits until the build may end. */
    @FunctionalInterface
    interface Stay<T> {
        T with(T result) throws InterruptedException;
    }

    /**
     * Begins a build, and waits for the result of its work. Interrupting the calling thread calls
     * the build off.
     */
    static <T> LastingBuild<T> begin(Course<T> course)
            throws BuildException, BuildkitException, InterruptedException {
        LastingBuild<T> build = new LastingBuild<>(course);
        boolean begun = false;
        try {
            T _ = build.result.get();
            begun = true;
            return build;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case BuildException failure -> throw failure;
                case BuildkitException failure -> throw failure;
                case InterruptedException stop -> throw stop;
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            if (!begun) {
                build.thread.interrupt();
                build.awaitEnd();
            }
        }
    }

    private void run(Course<T> course) {
        try {
            result.complete(
                    course.run(
                            early -> {
                                result.complete(early);
                                end.await();
                                return early;
                            }));
        } catch (Throwable e) { // Whoever waits for the result is told, whatever it is.
            // Does nothing when the work was done: what the build ends with then is of no account.
            result.completeExceptionally(e);
        }
    }

    /** What the work came to. */
    T result() {
        return result.resultNow();
    }

    /** Lets the build end, and waits until it has. */
    @Override
    public void close() {
        end.countDown();
        awaitEnd();
    }

    private void awaitEnd() {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
