package dev.jbuild.cli.console;

import dev.jbuild.dsl.DiagnosticText;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A failed step, told so that the reader need not scroll: what, where, how it was called, what it
 * said, how it ended.
 */
final class FailureText {
    private FailureText() {}

    /**
     * @param source the line that the step is written in; empty when it is not known
     * @param usual the platform that need not be named
     */
    static List<String> of(
            StepFailure failure, Optional<String> source, Platform usual, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.red("jbuild: error: ") + style.bold(failure.node() + " failed"));
        lines.add("  at " + failure.span().file() + ":" + failure.span().line());
        source.ifPresent(
                line -> DiagnosticText.source(failure.span(), line).lines().forEach(lines::add));
        for (SourceSpan caller : failure.callers()) {
            lines.add("  called from " + caller.file() + ":" + caller.line());
        }
        failure.command()
                .strip()
                .lines()
                .map(PrintableText::line)
                .forEach(line -> lines.add("  > " + line));
        for (String line : failure.output()) {
            lines.add("  " + style.dim("|") + " " + PrintableText.line(line));
        }
        if (failure.cut().isPresent()) {
            lines.add(
                    "  the engine has cut the output short; to have all of it, write it to a file"
                            + " that is an `artifact` with `always: true`");
        }
        lines.add("  " + style.red(OutcomeText.ending(failure)));
        lines.add(
                "  "
                        + failure.cure()
                                .map(PrintableText::line)
                                .orElseGet(
                                        () -> "to look into it: " + shell(failure.node(), usual)));
        return lines;
    }

    private static String shell(RecipeId node, Platform usual) {
        StringBuilder command = new StringBuilder("jbuild shell " + node.target());
        if (!node.platform().equals(usual)) {
            command.append(" --platform ").append(node.platform());
        }
        node.arguments()
                .forEach(
                        (name, value) ->
                                command.append(" --arg ").append(name).append('=').append(value));
        return PrintableText.line(command.toString());
    }
}
