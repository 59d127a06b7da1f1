package dev.jbuild.engine;

import dev.jbuild.model.failure.EnvironmentFailure;

/**
 * Connections that several work over at once. Whoever fails has them made anew, and the first does
 * it for all: who failed with the same ones finds new ones, over which others may be at work.
 */
final class Connections {
    private final End end;
    private int generation;

    /**
     * @param end ends those that there are; who begins after that makes others
     */
    Connections(End end) {
        this.end = end;
    }

    /** Ends connections that may be broken. */
    @FunctionalInterface
    interface End {
        void end() throws EnvironmentFailure;
    }

    /** Those that work uses which begins now. */
    synchronized int generation() {
        return generation;
    }

    /** Has work that begins from now on use others than those of {@code failed}. */
    synchronized void renew(int failed) throws EnvironmentFailure {
        if (failed == generation) {
            generation++;
            end.end();
        }
    }
}
