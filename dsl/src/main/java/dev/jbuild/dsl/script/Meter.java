package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.LimitReached;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.dsl.diagnose.Whereabouts;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what an evaluation does, so that one without end does end: at the same place on every
 * machine, as long as the steps are what there is too much of.
 *
 * <p>One thread evaluates and counts; another may watch, and stop it at its next step.
 */
public final class Meter {
    /** Ten thousand targets of a hundred lines and as much again ten times over. */
    private static final long MOST_STEPS = 10_000_000;

    /** A thousand times the text of a large build file. */
    private static final long MOST_CHARACTERS = 50_000_000;

    /** Three hundred for each of a thousand targets. */
    private static final long MOST_MADE = 300_000;

    private long steps;
    private long made;
    private long characters;
    private volatile @Nullable String stopped;
    private final AtomicLong away = new AtomicLong();
    private volatile long left;
    private volatile List<SourceText> running = List.of();
    private @Nullable SourceText lastSource;
    private int lastLine = 1;

    /** Called at the beginning of every method and block, and in every round of a loop. */
    void step(SourceText source, int line) {
        at(source, line);
        stopWhenTold();
        if (++steps > MOST_STEPS) {
            throw new LimitReached("the build file runs without end, or nearly so");
        }
    }

    /** Called where a statement is known. */
    void at(SourceText source, int line) {
        lastSource = source;
        lastLine = line;
    }

    /** Called for every step of a target that comes about. */
    void made() {
        if (++made > MOST_MADE) {
            throw new LimitReached("the targets have too many steps");
        }
    }

    /** Called for every character that a regular expression looks at. */
    void character() {
        if (++characters > MOST_CHARACTERS) {
            throw new LimitReached("a regular expression tries too many ways to match");
        }
        if (characters % 1024 == 0) {
            stopWhenTold();
        }
    }

    private void stopWhenTold() {
        String reason = stopped;
        if (reason != null) {
            throw new LimitReached(reason);
        }
    }

    /**
     * Stops the evaluation at its next step. From any thread.
     *
     * @param reason what it does too much
     */
    public void stop(String reason) {
        stopped = reason;
    }

    /** The evaluation waits for something that no build file is to blame for. */
    public void leave() {
        left = System.nanoTime();
    }

    /** The evaluation goes on. */
    public void comeBack() {
        away.addAndGet(System.nanoTime() - left);
        left = 0;
    }

    /** How long the evaluation has waited so far. From any thread. */
    public Duration away() {
        long since = left;
        return Duration.ofNanos(away.get() + (since == 0 ? 0 : System.nanoTime() - since));
    }

    /**
     * @param sources a build file that begins to run, and those that it has functions of
     */
    void enter(List<SourceText> sources) {
        at(sources.getFirst(), 1);
        running = sources;
    }

    /**
     * What runs, or ran last; empty before the first. Another thread may find an older line in it.
     */
    public Optional<Whereabouts> whereabouts() {
        List<SourceText> sources = running;
        SourceText last = lastSource;
        return sources.isEmpty() || last == null
                ? Optional.empty()
                : Optional.of(new Whereabouts(sources, last, lastLine));
    }
}
