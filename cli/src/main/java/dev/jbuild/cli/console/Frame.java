package dev.jbuild.cli.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the live region shows of a running build. */
final class Frame {
    private Frame() {}

    /**
     * As many lines as the terminal has room for, each no wider than it: two per running node, its
     * step and its last output, and the state of the whole at the end. When that is too high, first
     * the output goes, then the nodes that began last.
     */
    static List<String> of(BuildView view, Instant now, TerminalSize size, Style style) {
        int room = Math.max(1, size.rows() - 2);
        int nodes = view.running().size();
        boolean withOutput = nodes * 2 <= room;
        int shown = Math.min(nodes, room);
        List<String> lines = new ArrayList<>();
        view.running().entrySet().stream()
                .limit(shown)
                .forEach(
                        entry -> {
                            BuildView.Running node = entry.getValue();
                            String label = view.labels().of(entry.getKey());
                            String time = Elapsed.wholeSeconds(between(node.since(), now));
                            lines.add(
                                    cut(label + " " + leftPadded(time) + "  " + node.step(), size));
                            if (withOutput && !node.output().isBlank()) {
                                String indent = " ".repeat(label.length() + 9);
                                lines.add(style.dim(cut(indent + node.output(), size)));
                            }
                        });
        String hidden = nodes > shown ? ", " + (nodes - shown) + " more running" : "";
        lines.add(style.bold(cut(state(view, now) + hidden, size)));
        return lines;
    }

    private static String state(BuildView view, Instant now) {
        return (view.planned() == 0
                        ? "starting"
                        : view.finished()
                                + " of "
                                + Names.count(view.planned(), "target")
                                + " done")
                + (view.reused() == 0 ? "" : ", " + view.reused() + " reused")
                + ", "
                + Elapsed.wholeSeconds(between(view.started(), now));
    }

    /** Never negative: the wall clock may be set back. */
    private static Duration between(Instant start, Instant end) {
        Duration duration = Duration.between(start, end);
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static String leftPadded(String time) {
        return " ".repeat(Math.max(0, 6 - time.length())) + time;
    }

    private static String cut(String text, TerminalSize size) {
        String line = text.replace('\t', ' ');
        int codePoints = line.codePointCount(0, line.length());
        return codePoints <= size.columns()
                ? line.stripTrailing()
                : line.substring(0, line.offsetByCodePoints(0, size.columns())).stripTrailing();
    }
}
