package dev.jbuild.cli.console;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.BuildEvent.Delivered;
import dev.jbuild.engine.event.BuildEvent.EngineReady;
import dev.jbuild.engine.event.BuildEvent.NodeFinished;
import dev.jbuild.engine.event.BuildEvent.NodeStarted;
import dev.jbuild.engine.event.BuildEvent.Notice;
import dev.jbuild.engine.event.BuildEvent.Planned;
import dev.jbuild.engine.event.BuildEvent.StepFinished;
import dev.jbuild.engine.event.BuildEvent.StepOutput;
import dev.jbuild.engine.event.BuildEvent.StepStarted;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.model.RecipeId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/**
 * A running build as the events so far tell it. A value: each event gives the next one, so that
 * drawing needs no lock.
 *
 * @param started when the build began
 * @param labels of the nodes
 * @param planned how many nodes there are, 0 until that is known
 * @param finished how many of them came to an end, whichever
 * @param reused how many of those had nothing to do
 * @param running the others that began, oldest first
 */
record BuildView(
        Instant started,
        Labels labels,
        int planned,
        int finished,
        int reused,
        SequencedMap<RecipeId, Running> running) {

    /**
     * A node at work.
     *
     * @param since when it began
     * @param step what it does, empty before its first step
     * @param output the last line that the step printed, empty when it printed none
     */
    record Running(Instant since, String step, String output) {}

    BuildView {
        running = Collections.unmodifiableSequencedMap(running);
    }

    static BuildView startingAt(Instant now) {
        return new BuildView(now, Labels.NONE, 0, 0, 0, new LinkedHashMap<>());
    }

    BuildView after(BuildEvent event, Instant now) {
        return switch (event) {
            case Planned plan ->
                    new BuildView(
                            started,
                            Labels.of(plan.nodes()),
                            plan.nodes().size(),
                            finished,
                            reused,
                            running);
            case NodeStarted start -> with(start.node(), new Running(now, "", ""));
            case StepStarted step ->
                    changed(
                            step.node(),
                            node ->
                                    new Running(
                                            node.since(),
                                            PrintableText.firstLine(step.description()),
                                            ""));
            case StepOutput output ->
                    changed(
                            output.node(),
                            node ->
                                    new Running(
                                            node.since(),
                                            node.step(),
                                            PrintableText.line(output.line())));
            case NodeFinished end -> without(end.node(), end.outcome());
            // A finished step stays in sight until the next one begins.
            case StepFinished _, Delivered _, EngineReady _, Notice _ -> this;
        };
    }

    private BuildView with(RecipeId node, Running state) {
        SequencedMap<RecipeId, Running> next = new LinkedHashMap<>(running);
        next.put(node, state);
        return new BuildView(started, labels, planned, finished, reused, next);
    }

    private BuildView changed(RecipeId node, UnaryOperator<Running> change) {
        @Nullable Running state = running.get(node);
        return state == null ? this : with(node, change.apply(state));
    }

    private BuildView without(RecipeId node, NodeOutcome outcome) {
        SequencedMap<RecipeId, Running> next = new LinkedHashMap<>(running);
        next.remove(node);
        int moreReused = outcome instanceof NodeOutcome.Reused ? 1 : 0;
        return new BuildView(started, labels, planned, finished + 1, reused + moreReused, next);
    }
}
