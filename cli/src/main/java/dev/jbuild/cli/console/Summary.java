package dev.jbuild.cli.console;

import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.NodeOutcome.Built;
import dev.jbuild.engine.event.NodeOutcome.Failed;
import dev.jbuild.engine.event.NodeOutcome.Reused;
import dev.jbuild.engine.event.NodeOutcome.Skipped;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a build came to, in as few lines as tell it: every node unless all were reused. */
final class Summary {
    /** Less time is not worth a word. */
    private static final Duration SHOWN = Duration.ofMillis(50);

    private final BuildReport report;
    private final Style style;

    private Summary(BuildReport report, Style style) {
        this.report = report;
        this.style = style;
    }

    static List<String> of(BuildReport report, Style style) {
        Summary summary = new Summary(report, style);
        List<String> lines = new ArrayList<>();
        if (summary.count(Reused.class) < report.nodes().size()) {
            lines.addAll(summary.nodes());
        }
        lines.addAll(summary.deliveries());
        lines.add(summary.total());
        return lines;
    }

    /** The summary of a build with nothing to do; of the last line only what is not the time. */
    static List<String> withoutTime(BuildReport report, Style style) {
        Summary summary = new Summary(report, style);
        List<String> lines = new ArrayList<>(summary.deliveries());
        lines.add(summary.upToDate(report.nodes().size()));
        return lines;
    }

    private List<String> nodes() {
        List<List<String>> rows = new ArrayList<>();
        report.nodes()
                .forEach(
                        (node, outcome) ->
                                rows.add(
                                        List.of(
                                                node.toString(),
                                                Columns.padded(
                                                        OutcomeText.word(outcome),
                                                        "skipped".length()),
                                                OutcomeText.details(outcome))));
        List<NodeOutcome> outcomes = List.copyOf(report.nodes().values());
        List<String> aligned = Columns.align(rows);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < aligned.size(); i++) {
            lines.add("  " + OutcomeText.coloured(style, outcomes.get(i), aligned.get(i)));
        }
        return titled("targets", lines);
    }

    private List<String> deliveries() {
        List<String> lines =
                Columns.align(
                        report.deliveries().stream()
                                .map(d -> List.of(DeliveryText.place(d), DeliveryText.what(d)))
                                .toList());
        return titled("delivered", lines.stream().map(line -> "  " + line).toList());
    }

    private List<String> titled(String title, List<String> lines) {
        return lines.isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(style.bold(title)), lines.stream()).toList();
    }

    private String total() {
        int nodes = report.nodes().size();
        int reused = count(Reused.class);
        String took = Elapsed.text(report.took());
        if (report.succeeded()) {
            return style.bold(
                    reused == nodes
                            ? upToDate(nodes) + ", in " + took
                            : "done: "
                                    + Names.count(nodes, "target")
                                    + ", "
                                    + count(Built.class)
                                    + " built, "
                                    + reused
                                    + " reused"
                                    + saved()
                                    + ", in "
                                    + took);
        }
        return style.bold(
                "failed: "
                        + Names.count(nodes, "target")
                        + ", "
                        + count(Failed.class)
                        + " failed, "
                        + count(Skipped.class)
                        + " skipped, "
                        + count(Built.class)
                        + " built, "
                        + reused
                        + " reused, in "
                        + took);
    }

    /** The targets may be as they were while an output had to be made again. */
    private String upToDate(int nodes) {
        String solved = Names.count(nodes, "target") + ", 0 solved" + saved();
        return report.deliveries().stream().allMatch(Delivery::unchanged)
                ? "everything up to date: " + solved
                : "done: " + solved + ", outputs delivered again";
    }

    /** What a build took that made the reused nodes and nothing else. */
    private String saved() {
        Duration saved =
                report.nodes().values().stream()
                        .map(
                                outcome ->
                                        outcome instanceof Reused reused
                                                ? reused.saved()
                                                : Duration.ZERO)
                        .reduce(Duration.ZERO, Duration::plus);
        return saved.compareTo(SHOWN) < 0 ? "" : ", " + Elapsed.text(saved) + " saved";
    }

    private int count(Class<? extends NodeOutcome> kind) {
        return (int) report.nodes().values().stream().filter(kind::isInstance).count();
    }
}
