package dev.jbuild.cli.console;

import dev.jbuild.engine.why.Reason;
import dev.jbuild.engine.why.Verdict;

import java.time.Duration;

/** What a build would do about a node, on part of a line. */
final class VerdictText {
    private VerdictText() {}

    static String of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Reuse reuse ->
                    reuse.saved().equals(Duration.ZERO)
                            ? "reuse"
                            : "reuse: saves " + Elapsed.text(reuse.saved());
            case Verdict.Solve solve ->
                    "build: " + PrintableText.firstLine(Reason.line(solve.reasons()));
            case Verdict.Leave _ -> "leave: nobody needs it";
        };
    }
}
