package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.function.Consumer;

/** Does again what failed for a reason that passes. */
final class Retry {
    private static final int ATTEMPTS = 3;

    private Retry() {}

    /** Something that can be done again. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws BuildException, BuildkitException, InterruptedException;
    }

    /** Does work again, up to three times in all, when a transfer of it broke off; says so. */
    static <T> T broken(Consumer<BuildEvent> events, Work<T> work)
            throws BuildException, BuildkitException, InterruptedException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return work.run();
            } catch (EnvironmentFailure e) {
                if (!e.code().equals(Failures.BROKEN_TRANSFER)) {
                    throw e;
                }
                events.accept(new BuildEvent.Notice(e.getMessage() + "; trying again"));
            }
        }
        return work.run();
    }
}
