package dev.jbuild.examples.testing;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Sees the command lines of all programs of this machine that live long enough to be seen. */
public final class ArgumentWatch implements AutoCloseable {
    /** The machine is to build meanwhile. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    public ArgumentWatch() {
        Thread.ofPlatform().daemon().start(this::look);
    }

    private void look() {
        while (!over) {
            seen.addAll(Processes.commandLinesWith(""));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Those so far. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        over = true;
    }
}
