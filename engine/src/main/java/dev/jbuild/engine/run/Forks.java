package dev.jbuild.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tasks on virtual threads that are joined where they were forked: none outlives the call. */
public final class Forks {
    private Forks() {}

    /**
     * Runs all tasks at once and returns their results in the order of the tasks. The first
     * exception interrupts the others and is thrown when they have ended.
     *
     * @throws ExecutionException with the exception of the task as its cause
     * @throws InterruptedException when the calling thread was interrupted; the tasks have ended
     */
    public static <T> List<T> all(List<? extends Callable<T>> tasks)
            throws ExecutionException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<T> completions = new ExecutorCompletionService<>(threads);
            List<Future<T>> futures = new ArrayList<>();
            try {
                for (Callable<T> task : tasks) {
                    futures.add(completions.submit(task));
                }
                for (int i = 0; i < tasks.size(); i++) {
                    completions.take().get();
                }
            } catch (ExecutionException | InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
            return futures.stream().map(Future::resultNow).toList();
        }
    }
}
