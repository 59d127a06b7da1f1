package dev.jbuild.buildkit;

import org.jspecify.annotations.Nullable;

/** What is done in a build: any number of solves, and in the end a result for the exports. */
@FunctionalInterface
public interface GatewayWork<T extends @Nullable Object> {

    /**
     * Runs on the thread that called {@link BuildkitClient#build}. It may use the gateway from
     * threads of its own, which must have ended, or be interrupted, when this returns. What it
     * throws ends the build and comes out of {@code build}.
     */
    Finish<T> run(Gateway gateway) throws BuildkitException, InterruptedException;
}
