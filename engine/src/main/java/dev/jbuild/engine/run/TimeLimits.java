package dev.jbuild.engine.run;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Progress;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.model.RecipeId;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Ends the solve of a node when one of its steps takes longer than it may. The builder knows no
 * such limit, but it stops a step as soon as nobody waits for it.
 *
 * <p>Guarded by its own lock.
 */
public final class TimeLimits implements Consumer<Progress>, AutoCloseable {
    private final Map<OpDigest, Limit> limits = new HashMap<>();
    private final Map<OpDigest, Thread> clocks = new HashMap<>();
    private final Map<RecipeId, Thread> solving = new HashMap<>();

    /** Why threads were interrupted, until they say so. */
    private final Map<Thread, Exceeded> broken = new HashMap<>();

    private record Limit(RecipeId recipe, Duration duration) {}

    /** Makes the limits of a recipe known. */
    public synchronized void follow(RecipeId recipe, Lowered lowered) {
        lowered.limits().forEach((op, limit) -> limits.put(op, new Limit(recipe, limit)));
    }

    @Override
    public synchronized void accept(Progress progress) {
        OpDigest op = progress.vertex();
        Limit limit = limits.get(op);
        if (limit == null) {
            return;
        }
        switch (progress) {
            case Progress.VertexStarted _ -> clocks.computeIfAbsent(op, _ -> clock(op, limit));
            case Progress.VertexCached _, Progress.VertexCompleted _, Progress.VertexFailed _ -> {
                Thread clock = clocks.remove(op);
                if (clock != null) {
                    clock.interrupt();
                }
            }
            case Progress.VertexKnown _,
                    Progress.LogChunk _,
                    Progress.TransferStatus _,
                    Progress.Warning _ -> {}
        }
    }

    private Thread clock(OpDigest op, Limit limit) {
        return Thread.startVirtualThread(
                () -> {
                    try {
                        Thread.sleep(limit.duration());
                        exceed(op, limit);
                    } catch (InterruptedException e) {
                        // The step has ended in time.
                    }
                });
    }

    private synchronized void exceed(OpDigest op, Limit limit) {
        if (clocks.remove(op) != null) {
            Exceeded exceeded = new Exceeded(op, limit.duration());
            Thread own = solving.get(limit.recipe());
            // Where the builder makes a lost result anew, other nodes wait for the step.
            for (Thread waiting : own == null ? List.copyOf(solving.values()) : List.of(own)) {
                broken.putIfAbsent(waiting, exceeded);
                waiting.interrupt();
            }
        }
    }

    /** Something that waits for steps. */
    @FunctionalInterface
    interface Solve {
        void run() throws BuildkitException, InterruptedException;
    }

    /**
     * Runs a solve, and breaks it off when a step of the recipe takes too long.
     *
     * @throws Exceeded when a step did
     */
    void within(RecipeId recipe, Solve solve)
            throws BuildkitException, InterruptedException, Exceeded {
        synchronized (this) {
            solving.put(recipe, Thread.currentThread());
        }
        try {
            solve.run();
        } catch (InterruptedException e) {
            throw reason(e);
        } finally {
            synchronized (this) {
                solving.remove(recipe);
                if (broken.remove(Thread.currentThread()) != null) {
                    // The interrupt was for the solve, which may have ended before it came.
                    Thread.interrupted();
                }
            }
        }
    }

    private synchronized Exceeded reason(InterruptedException interruption)
            throws InterruptedException {
        Exceeded exceeded = broken.get(Thread.currentThread());
        if (exceeded == null) {
            throw interruption;
        }
        return exceeded;
    }

    /** Stops all clocks. */
    @Override
    public synchronized void close() {
        clocks.values().forEach(Thread::interrupt);
        clocks.clear();
    }

    /** A step took longer than it may. */
    static final class Exceeded extends Exception {
        private static final long serialVersionUID = 1L;

        private final String op;
        private final String reason;

        Exceeded(OpDigest op, Duration limit) {
            this.op = op.value();
            this.reason = "it took longer than " + text(limit) + " and was stopped";
        }

        String reason() {
            return reason;
        }

        String cure() {
            return "`timeout:` gives it more time; nothing is left to look into of a step that was"
                    + " stopped";
        }

        OpDigest op() {
            return new OpDigest(op);
        }

        private static String text(Duration limit) {
            return limit.toString().substring(2).toLowerCase(Locale.ROOT);
        }
    }
}
