package dev.jbuild.engine.service;

import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Removes things from the engine, all at once, on threads that nobody interrupts: who is told to
 * stop has to clear up all the same.
 */
final class Removal {
    private Removal() {}

    /** Something that takes away. */
    @FunctionalInterface
    interface Work {
        void run() throws EnvironmentFailure;
    }

    static void of(List<ServiceSet> sets, BiConsumer<ServiceSet, EnvironmentFailure> failures) {
        List<Thread> threads = new ArrayList<>();
        sets.forEach(set -> threads.add(start(set::stop, e -> failures.accept(set, e))));
        threads.forEach(Removal::await);
    }

    static void of(Work work, Consumer<EnvironmentFailure> failures) {
        await(start(work, failures));
    }

    private static Thread start(Work work, Consumer<EnvironmentFailure> failures) {
        return Thread.startVirtualThread(
                () -> {
                    try {
                        work.run();
                    } catch (EnvironmentFailure e) {
                        failures.accept(e);
                    }
                });
    }

    private static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
