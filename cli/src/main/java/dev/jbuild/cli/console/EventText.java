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

/** An event as one line. */
final class EventText {
    private EventText() {}

    static String of(BuildEvent event, Labels labels, Style style) {
        return switch (event) {
            case Planned planned ->
                    prefixed(
                            style.bold(labels.ofOurselves()),
                            Names.count(planned.nodes().size(), "target"),
                            style);
            case EngineReady engine ->
                    prefixed(
                            style.bold(labels.ofOurselves()),
                            "engine " + PrintableText.firstLine(engine.description()),
                            style);
            case Notice notice ->
                    prefixed(
                            style.bold(labels.ofOurselves()),
                            style.yellow("note: " + PrintableText.firstLine(notice.text())),
                            style);
            case NodeStarted started ->
                    prefixed(
                            labels.of(started.node()),
                            "started: " + PrintableText.firstLine(started.reason()),
                            style);
            case StepStarted started ->
                    prefixed(
                            labels.of(started.node()),
                            style.bold("> " + PrintableText.firstLine(started.description())),
                            style);
            case StepFinished finished ->
                    prefixed(
                            labels.of(finished.node()),
                            style.dim(
                                    "< "
                                            + PrintableText.firstLine(finished.description())
                                            + (finished.cached()
                                                    ? ": the engine had it"
                                                    : ": " + Elapsed.text(finished.took()))),
                            style);
            case StepOutput output ->
                    prefixed(
                            labels.of(output.node()),
                            "  " + PrintableText.line(output.line()),
                            style);
            case NodeFinished finished ->
                    prefixed(labels.of(finished.node()), outcome(finished.outcome(), style), style);
            case Delivered delivered ->
                    prefixed(
                            labels.of(delivered.node()),
                            "delivered "
                                    + DeliveryText.place(delivered.delivery())
                                    + ": "
                                    + DeliveryText.what(delivered.delivery()),
                            style);
        };
    }

    private static String outcome(NodeOutcome outcome, Style style) {
        return OutcomeText.coloured(
                style, outcome, OutcomeText.word(outcome) + ": " + OutcomeText.details(outcome));
    }

    private static String prefixed(String label, String text, Style style) {
        return (label + style.dim(" | ") + text).stripTrailing();
    }
}
