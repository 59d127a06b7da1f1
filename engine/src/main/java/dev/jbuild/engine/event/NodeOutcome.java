package dev.jbuild.engine.event;

import dev.jbuild.model.RecipeId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;

/** How a node ended. */
public sealed interface NodeOutcome {
    /** Whether every node has a result. */
    static boolean allWell(Collection<NodeOutcome> outcomes) {
        return outcomes.stream().noneMatch(NodeOutcome::isFailure);
    }

    /** Whether a node has a result; one that has not ended has none. */
    static boolean isWell(@Nullable NodeOutcome outcome) {
        return outcome != null && !outcome.isFailure();
    }

    /** Whether the node has no result. */
    default boolean isFailure() {
        return this instanceof Failed || this instanceof Skipped;
    }

    /**
     * Nothing that it depends on changed: no step was asked for.
     *
     * @param saved its share of the time when its steps were solved; nothing where that is not
     *     known
     */
    record Reused(Duration saved) implements NodeOutcome {}

    /**
     * Its steps were solved; {@code stepsRun} of them executed, the engine still had the others.
     */
    record Built(Effort effort, int stepsRun) implements NodeOutcome {}

    /** A step of its own failed. */
    record Failed(StepFailure failure) implements NodeOutcome {}

    /** It never started, because {@code failed} did not succeed. */
    record Skipped(RecipeId failed) implements NodeOutcome {}
}
