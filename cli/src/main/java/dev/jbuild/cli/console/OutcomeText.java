package dev.jbuild.cli.console;

import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;

/** How a node ended, in one word and its details. */
public final class OutcomeText {
    private OutcomeText() {}

    public static String word(NodeOutcome outcome) {
        return switch (outcome) {
            case NodeOutcome.Reused _ -> "reused";
            case NodeOutcome.Built _ -> "built";
            case NodeOutcome.Failed _ -> "failed";
            case NodeOutcome.Skipped _ -> "skipped";
        };
    }

    public static String details(NodeOutcome outcome) {
        return switch (outcome) {
            case NodeOutcome.Reused _ -> "nothing changed";
            case NodeOutcome.Built built ->
                    Elapsed.text(built.effort().took())
                            + ", "
                            + (built.stepsRun() == 0
                                    ? "the engine had every step"
                                    : Names.count(built.stepsRun(), "step") + " run");
            case NodeOutcome.Failed failed ->
                    PrintableText.firstLine(failed.failure().command())
                            + ": "
                            + ending(failed.failure());
            case NodeOutcome.Skipped skipped -> "because of " + skipped.failed();
        };
    }

    /** How a step failed, in few words. */
    public static String ending(StepFailure failure) {
        return PrintableText.firstLine(failure.ending());
    }

    static String coloured(Style style, NodeOutcome outcome, String text) {
        return switch (outcome) {
            case NodeOutcome.Reused _ -> style.dim(text);
            case NodeOutcome.Built _ -> style.green(text);
            case NodeOutcome.Failed _ -> style.red(text);
            case NodeOutcome.Skipped _ -> style.yellow(text);
        };
    }
}
