package dev.jbuild.buildkit.wire;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Where callbacks, services and connections run. */
public final class Threads {

    /** For callbacks and services: a virtual thread for each task, so that it may block. */
    public static final Executor VIRTUAL = task -> Thread.ofVirtual().name("buildkit").start(task);

    /**
     * For what reads from sockets and writes to them. With virtual threads the JVM has a thread of
     * its own wait for all sockets until the end, and for that one its end waits 0.3 s ({@code
     * VM_Exit::wait_for_threads_in_native_to_block} in HotSpot's vmOperations.cpp).
     */
    public static final Executor TRANSPORT =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("buildkit-transport-", 0).factory());

    private Threads() {}
}
