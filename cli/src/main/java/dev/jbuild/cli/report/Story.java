package dev.jbuild.cli.report;

import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.model.RecipeId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All that reports tell of a build.
 *
 * @param goals as the user named them
 * @param version of jbuild
 * @param started when the user began to wait; all other times count from there
 * @param engine what it ran on; empty when none was needed
 * @param targets in an order in which they could be built one by one
 */
record Story(
        List<String> goals,
        String version,
        Instant started,
        Duration took,
        Verdict verdict,
        Optional<String> engine,
        List<Target> targets,
        List<Delivery> deliveries,
        List<String> notices) {
    Story {
        goals = List.copyOf(goals);
        targets = List.copyOf(targets);
        deliveries = List.copyOf(deliveries);
        notices = List.copyOf(notices);
    }

    /** A part of the build's time. */
    record Span(Duration from, Duration took) {
        Duration end() {
            return from.plus(took);
        }
    }

    /**
     * A target on a platform.
     *
     * @param reason why it was built; empty when it was not
     * @param span empty when it never began
     * @param outcome empty when it came to no end
     */
    record Target(
            RecipeId id,
            String reason,
            Optional<Span> span,
            Optional<NodeOutcome> outcome,
            List<Step> steps) {
        Target {
            steps = List.copyOf(steps);
        }
    }

    /** A step, in the order in which they began. */
    record Step(String description, Span span, Ending ending) {
        enum Ending {
            RAN,
            /** The engine had its result. */
            CACHED,
            /** It failed, or was stopped. */
            UNFINISHED;

            /** As reports name it. */
            String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }
}
