package dev.jbuild.engine.why;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a build would do about a node, and why. */
public sealed interface Verdict {
    /**
     * It has a result for its present inputs.
     *
     * @param saved its share of the time when it was made
     * @param made when this project made it, if it did
     */
    record Reuse(Duration saved, Optional<Memory.Made> made) implements Verdict {}

    /**
     * Its steps would be solved.
     *
     * @param reasons at least one
     */
    record Solve(List<Reason> reasons) implements Verdict {
        public Solve {
            reasons = List.copyOf(reasons);
        }
    }

    /** It has no result, and nobody needs one. */
    record Leave() implements Verdict {}
}
