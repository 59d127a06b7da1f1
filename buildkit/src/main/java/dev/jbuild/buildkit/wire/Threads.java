package dev.jbuild.buildkit.wire;

import java.util.concurrent.Executor;

/** Where callbacks and services run: each on a virtual thread, so that they may block. */
public final class Threads {

    /** Starts a virtual thread for each task. */
    public static final Executor VIRTUAL = task -> Thread.ofVirtual().name("buildkit").start(task);

    private Threads() {}
}
