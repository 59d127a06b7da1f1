package dev.jbuild.cli.console;

import dev.jbuild.dsl.DiagnosticText;
import dev.jbuild.engine.event.StepFailure;

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
     */
    static List<String> of(StepFailure failure, Optional<String> source, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.red("jbuild: error: ") + style.bold(failure.node() + " failed"));
        lines.add("  at " + failure.span().file() + ":" + failure.span().line());
        source.ifPresent(
                line -> DiagnosticText.source(failure.span(), line).lines().forEach(lines::add));
        failure.command()
                .strip()
                .lines()
                .map(PrintableText::line)
                .forEach(line -> lines.add("  > " + line));
        for (String line : failure.output()) {
            lines.add("  " + style.dim("|") + " " + PrintableText.line(line));
        }
        lines.add(
                "  "
                        + style.red(
                                failure.exitCode().isPresent()
                                        ? "exit code " + failure.exitCode().getAsInt()
                                        : PrintableText.firstLine(failure.message())));
        return lines;
    }
}
