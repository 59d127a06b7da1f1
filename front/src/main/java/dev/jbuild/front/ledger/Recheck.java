package dev.jbuild.front.ledger;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks whether an entry still holds, with as many threads as there are processors and a few for
 * the engine. The first fact that does not hold ends it.
 */
public final class Recheck {
    /** Facts that one thread takes at a time; below it, starting a second one costs more. */
    private static final int PORTION = 256;

    /** An engine needs up to 30 ms for an answer, and gives several at once. */
    private static final int CONNECTIONS = 4;

    /** One that is stopped takes connections and says nothing. In milliseconds. */
    private static final long PATIENCE = 5_000;

    private final Ledger ledger;
    private final Present present;
    private final Fact[] facts;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean broken;
    private volatile boolean learnt;

    private Recheck(Ledger ledger, Present present) {
        this.ledger = ledger;
        this.present = present;
        this.facts = ledger.facts().toArray(new Fact[0]);
    }

    /**
     * An entry that holds.
     *
     * @param ledger as it is to be remembered from now on
     * @param news whether that differs from what was remembered
     */
    public record Holds(Ledger ledger, boolean news) {}

    /**
     * Looks at everything. Empty when the entry does not hold, or that cannot be found out.
     *
     * @param askEngine whether the engine is asked for its images
     */
    public static Optional<Holds> of(
            Ledger ledger, Present present, boolean askEngine, int processors)
            throws InterruptedException {
        return new Recheck(ledger, present).run(askEngine, processors);
    }

    /** Whether the build file would still be evaluated to the same, whatever else has changed. */
    public static boolean readingsHold(Ledger ledger, Present present) throws IOException {
        for (Fact reading : ledger.facts().subList(0, ledger.readings())) {
            if (reading.recheck(present).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Optional<Holds> run(boolean askEngine, int processors) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE * 1_000_000;
        List<Thread> questions = new ArrayList<>();
        if (askEngine && ledger.images().isPresent()) {
            Engine engine = new Engine(ledger.images().get());
            for (int i = 0; i < Math.min(CONNECTIONS, engine.images.images().size()); i++) {
                questions.add(start(engine));
            }
        }
        List<Thread> threads = new ArrayList<>();
        for (Sight sight : ledger.sights()) {
            threads.add(start(new Seeing(sight)));
        }
        int helpers = Math.min(processors, facts.length / PORTION + 1) - 1;
        for (int i = 0; i < helpers; i++) {
            threads.add(start(new Files()));
        }
        new Files().run();
        for (Thread thread : threads) {
            thread.join();
        }
        for (Thread question : questions) {
            // 0 would be without end.
            question.join(Math.max(1, (giveUp - System.nanoTime()) / 1_000_000));
            if (question.isAlive()) {
                broken = true;
                question.interrupt();
            }
        }
        if (broken) {
            return Optional.empty();
        }
        Ledger now =
                learnt
                        ? new Ledger(
                                ledger.question(),
                                ledger.answer(),
                                ledger.readings(),
                                List.of(facts),
                                ledger.images(),
                                ledger.sights())
                        : ledger;
        return Optional.of(new Holds(now, learnt));
    }

    /** Not virtual ones: those need more classes than the rest of the program. */
    private static Thread start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** A part of the work. What cannot be found out does not hold. */
    private abstract class Part implements Runnable {
        @Override
        public final void run() {
            try {
                look();
            } catch (Throwable e) {
                // Also for want of memory: a thread that ends has not looked at its share.
                broken = true;
            }
        }

        abstract void look() throws IOException, InterruptedException;
    }

    private final class Files extends Part {
        @Override
        void look() throws IOException {
            for (int from = next.getAndAdd(PORTION);
                    from < facts.length && !broken;
                    from = next.getAndAdd(PORTION)) {
                recheck(from, Math.min(from + PORTION, facts.length));
            }
        }

        @SuppressWarnings("ReferenceEquality") // a fact that has nothing to learn returns itself
        private void recheck(int from, int to) throws IOException {
            for (int i = from; i < to; i++) {
                @Nullable Fact now = facts[i].recheck(present).orElse(null);
                if (now == null) {
                    broken = true;
                    return;
                }
                if (now != facts[i]) {
                    facts[i] = now;
                    learnt = true;
                }
            }
        }
    }

    private final class Seeing extends Part {
        private final Sight sight;

        Seeing(Sight sight) {
            this.sight = sight;
        }

        @Override
        void look() throws IOException, InterruptedException {
            if (!sight.isStillSo()) {
                broken = true;
            }
        }
    }

    private final class Engine extends Part {
        private final Images images;
        private final AtomicInteger asked = new AtomicInteger();

        Engine(Images images) {
            this.images = images;
        }

        @Override
        void look() throws IOException {
            for (int i = asked.getAndIncrement();
                    i < images.images().size() && !broken;
                    i = asked.getAndIncrement()) {
                if (!EngineQuestion.has(images.socket(), images.images().get(i))) {
                    broken = true;
                }
            }
        }
    }
}
