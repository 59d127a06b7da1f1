package dev.jbuild.engine;

import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.model.RecipeId;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a build came to.
 *
 * @param nodes the outcome of every node, in an order in which they could run one by one
 * @param deliveries in the order in which they were made
 * @param evidence what the outcome rests on; empty when that cannot be looked at again, or
 *     something failed
 */
public record BuildReport(
        SequencedMap<RecipeId, NodeOutcome> nodes,
        List<Delivery> deliveries,
        Duration took,
        Optional<Evidence> evidence) {
    public BuildReport {
        nodes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(nodes));
        deliveries = List.copyOf(deliveries);
    }

    /** A report without evidence. */
    public BuildReport(
            SequencedMap<RecipeId, NodeOutcome> nodes, List<Delivery> deliveries, Duration took) {
        this(nodes, deliveries, took, Optional.empty());
    }

    BuildReport with(Optional<Evidence> found) {
        return new BuildReport(nodes, deliveries, took, found);
    }

    /** This report of a build that took longer than its own part. */
    public BuildReport within(Duration whole) {
        return new BuildReport(nodes, deliveries, whole, evidence);
    }

    /**
     * The steps that failed, in the order of {@link #nodes}; empty when the build succeeded. A step
     * that several nodes have in common is told once.
     */
    public List<StepFailure> failures() {
        return nodes.values().stream()
                .<StepFailure>mapMulti(
                        (outcome, sink) -> {
                            if (outcome instanceof NodeOutcome.Failed(StepFailure failure)) {
                                sink.accept(failure);
                            }
                        })
                .distinct()
                .toList();
    }

    public boolean succeeded() {
        return NodeOutcome.allWell(nodes.values());
    }

    /** Whether it failed by nothing but what is missing around it. */
    public boolean lacksOnlyWhatIsOutside() {
        return !succeeded() && failures().stream().allMatch(StepFailure::isOutside);
    }
}
