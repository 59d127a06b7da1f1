package dev.jbuild.cli.console;

import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.front.ledger.Answer;
import dev.jbuild.model.RecipeId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What a build would say if it were run again and nothing had changed. */
public final class UpToDate {
    private static final Style COLOURS = new Style(true);

    private UpToDate() {}

    /**
     * The answer to the same request.
     *
     * @param built of a build that succeeded, by node
     * @param delivered what it has delivered
     */
    public static Answer answer(
            SequencedMap<RecipeId, NodeOutcome> built, List<BuildEvent.Delivered> delivered) {
        List<RecipeId> nodes = List.copyOf(built.keySet());
        Labels labels = Labels.of(nodes);
        String plan = EventText.of(new BuildEvent.Planned(nodes), labels, COLOURS);
        SequencedMap<RecipeId, NodeOutcome> outcomes = new LinkedHashMap<>();
        List<String> log = new ArrayList<>();
        for (RecipeId node : nodes) {
            NodeOutcome outcome = new NodeOutcome.Reused(saved(built.get(node)));
            outcomes.put(node, outcome);
            log.add(EventText.of(new BuildEvent.NodeFinished(node, outcome), labels, COLOURS));
        }
        List<Delivery> deliveries = new ArrayList<>();
        for (BuildEvent.Delivered event : delivered) {
            Delivery repeated = event.delivery().repeated();
            deliveries.add(repeated);
            BuildEvent again = new BuildEvent.Delivered(event.node(), repeated);
            log.add(EventText.of(again, labels, COLOURS));
        }
        BuildReport report = new BuildReport(outcomes, deliveries, Duration.ZERO);
        return new Answer(List.of(plan), log, Summary.withoutTime(report, COLOURS));
    }

    private static Duration saved(@Nullable NodeOutcome outcome) {
        return switch (outcome) {
            // As exactly as a record of the node says it the next time.
            case NodeOutcome.Built built -> built.effort().share().truncatedTo(ChronoUnit.MILLIS);
            case NodeOutcome.Reused reused -> reused.saved();
            case null, default -> Duration.ZERO;
        };
    }
}
