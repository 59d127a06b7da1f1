package dev.jbuild.cli.console;

import dev.jbuild.engine.event.NodeOutcome;

/** How a node ended, in one word and its details. */
final class OutcomeText {
    private OutcomeText() {}

    static String word(NodeOutcome outcome) {
        return switch (outcome) {
            case NodeOutcome.Reused _ -> "reused";
            case NodeOutcome.Built _ -> "built";
            case NodeOutcome.Failed _ -> "failed";
            case NodeOutcome.Skipped _ -> "skipped";
        };
    }

    static String details(NodeOutcome outcome) {
        return switch (outcome) {
            case NodeOutcome.Reused _ -> "nothing changed";
            case NodeOutcome.Built built ->
                    Elapsed.text(built.took())
                            + ", "
                            + (built.stepsRun() == 0
                                    ? "the engine had every step"
                                    : Names.count(built.stepsRun(), "step") + " run");
            case NodeOutcome.Failed failed ->
                    PrintableText.firstLine(failed.failure().command()) + ": " + how(failed);
            case NodeOutcome.Skipped skipped -> "because of " + skipped.failed();
        };
    }

    private static String how(NodeOutcome.Failed failed) {
        return failed.failure().exitCode().isPresent()
                ? "exit code " + failed.failure().exitCode().getAsInt()
                : PrintableText.firstLine(failed.failure().message());
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
