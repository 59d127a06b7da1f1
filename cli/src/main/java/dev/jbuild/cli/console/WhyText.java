package dev.jbuild.cli.console;

import dev.jbuild.engine.Explanation;
import dev.jbuild.engine.why.Memory;
import dev.jbuild.engine.why.Reason;
import dev.jbuild.engine.why.Verdict;
import dev.jbuild.model.RecipeId;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Why nodes would be built: those that were asked for, and before them all that they wait for. */
final class WhyText {
    private WhyText() {}

    static List<String> of(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        List<RecipeId> requested = explanation.plan().requested();
        explanation
                .nodes()
                .reversed()
                .forEach(
                        (node, verdict) -> {
                            switch (verdict) {
                                case Verdict.Solve(List<Reason> reasons) -> {
                                    lines.add(node + " would be built");
                                    reasons.forEach(
                                            reason -> lines.add("  " + text(reason.text())));
                                }
                                case Verdict.Reuse reuse when requested.contains(node) -> {
                                    lines.add(node + " is up to date");
                                    reuse.made().ifPresent(made -> lines.addAll(made(made)));
                                }
                                case Verdict.Reuse _, Verdict.Leave _ -> {}
                            }
                        });
        explanation
                .outputs()
                .values()
                .forEach(
                        reason -> lines.add(text(reason.text()) + ": it would be delivered again"));
        return lines;
    }

    private static List<String> made(Memory.Made made) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "  last built at "
                        + made.at().truncatedTo(ChronoUnit.SECONDS)
                        + (made.reasons().size() == 1
                                ? "; the reason then:"
                                : "; the reasons then:"));
        made.reasons().forEach(reason -> lines.add("    " + text(reason)));
        return lines;
    }

    private static String text(String reason) {
        return PrintableText.firstLine(reason);
    }
}
