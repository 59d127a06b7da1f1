package dev.jbuild.cli.console;

import dev.jbuild.engine.event.StepFailure;

import java.util.ArrayList;
import java.util.List;

/**
 * A failed step, told so that the reader need not scroll: what, where, how it was called, what it
 * said, how it ended.
 */
final class FailureText {
    private FailureText() {}

    static List<String> of(StepFailure failure, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.red("jbuild: error: ") + style.bold(failure.node() + " failed"));
        lines.add("  at " + failure.span().file() + ":" + failure.span().line());
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
