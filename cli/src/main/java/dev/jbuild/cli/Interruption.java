package dev.jbuild.cli;

import dev.jbuild.cli.command.ExitCode;
import dev.jbuild.front.Signals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C and its relatives. The first one asks the build to stop and gives it a moment to undo what
 * is half done; the second one, or the end of that moment, ends the process.
 *
 * <p>A shutdown hook would not do: the JVM ignores every further signal while hooks run.
 */
final class Interruption {
    /** Below the 2 s after which supervisors and impatient people send a harder signal. */
    static final Duration GRACE = Duration.ofMillis(1800);

    private final Thread build;
    private final Runnable restoreTerminal;
    private final Duration grace;
    private final AtomicBoolean asked = new AtomicBoolean();

    /**
     * @param build the thread to interrupt
     * @param restoreTerminal called before the process is ended the hard way
     * @param grace how long the build has to come to its end by itself
     */
    Interruption(Thread build, Runnable restoreTerminal, Duration grace) {
        this.build = build;
        this.restoreTerminal = restoreTerminal;
        this.grace = grace;
    }

    void watch() {
        Signals.ENDING.forEach(signal -> Signals.handle(signal, this::signalled));
    }

    /** Whether the user asked to stop. */
    boolean asked() {
        return asked.get();
    }

    /** Does what a signal does. */
    void signalled() {
        if (!asked.compareAndSet(false, true)) {
            endNow();
        }
        build.interrupt();
        Thread.ofPlatform().daemon().name("grace").start(this::endAfterGrace);
    }

    private void endAfterGrace() {
        try {
            Thread.sleep(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endNow();
    }

    private void endNow() {
        restoreTerminal.run();
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
    }
}
