package dev.jbuild.engine.why;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a node of a project.
 *
 * @param last of the last build that had a result of it
 * @param given to that build
 * @param made when its steps were solved last; empty when this project never had to
 */
public record Memory(Ingredients last, Given given, Optional<Made> made) {

    /**
     * That steps were solved.
     *
     * @param reasons for people
     */
    public record Made(Instant at, List<String> reasons) {
        public Made {
            reasons = List.copyOf(reasons);
        }
    }
}
