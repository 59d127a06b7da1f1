package dev.jbuild.engine.registry;

import dev.jbuild.engine.limit.Pauses;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Does again what met a {@link PassingFault}, and says so each time. Only for requests that may be
 * sent twice.
 *
 * @param pauses before each further attempt
 * @param notices told of each further attempt
 */
record Attempts(List<Duration> pauses, Consumer<String> notices) {
    /** So long is a registry left alone at most, whatever it asks for. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    Attempts {
        pauses = List.copyOf(pauses);
    }

    Attempts(Consumer<String> notices) {
        this(Pauses.USUAL, notices);
    }

    /** Something that can be done again. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /**
     * Does work.
     *
     * @param who is asked, as people call it
     * @throws IOException never a {@link PassingFault}: what was tried for so long is over
     */
    <T> T run(String who, Work<T> work) throws IOException, InterruptedException {
        for (Duration pause : pauses) {
            try {
                return work.run();
            } catch (PassingFault e) {
                Duration wait = pause(pause, e);
                notices.accept(Pauses.told(who + ": " + e.getMessage(), wait));
                Thread.sleep(wait);
            }
        }
        try {
            return work.run();
        } catch (PassingFault e) {
            throw new IOException(e.getMessage(), e.getCause());
        }
    }

    /** How long to wait after a fault, where a pause is due. */
    static Duration pause(Duration due, PassingFault fault) {
        Duration asked = fault.asked().compareTo(LONGEST) < 0 ? fault.asked() : LONGEST;
        return asked.compareTo(due) > 0 ? asked : due;
    }
}
