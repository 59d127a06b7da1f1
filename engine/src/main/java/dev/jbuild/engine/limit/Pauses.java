package dev.jbuild.engine.limit;

import java.time.Duration;
import java.util.List;

/** How long to wait before something is done again that failed for a reason that passes. */
public final class Pauses {
    /** An engine that restarts is back by then. */
    public static final List<Duration> USUAL =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(8));

    private Pauses() {}

    /** What a person is told before a pause. */
    public static String told(String failure, Duration pause) {
        return failure + "; trying again in " + pause.toSeconds() + " s";
    }
}
