package dev.jbuild.cli.console;

import dev.jbuild.engine.event.Delivery.Planned;
import dev.jbuild.engine.image.Sizes;
import dev.jbuild.model.Digest;

import java.util.ArrayList;
import java.util.List;

/** What publishing a release would change, in the order in which visitors would see it. */
final class ReleasePlanText {
    private ReleasePlanText() {}

    static List<String> of(Planned plan) {
        List<List<String>> rows = new ArrayList<>();
        for (Planned.Change change : plan.changes()) {
            rows.add(List.of("  " + sign(change.kind()) + " " + change.path(), why(change)));
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                place(plan)
                        + ": release "
                        + Names.shortened(plan.release())
                        + plan.served()
                                .map(served -> before(served, plan.release()))
                                .orElse(", the first one"));
        lines.addAll(Columns.align(rows));
        lines.add("  " + sum(plan));
        return lines;
    }

    private static String before(Digest served, Digest release) {
        return served.equals(release)
                ? ", which is served"
                : " in place of " + Names.shortened(served);
    }

    /** Without the settings of a bucket. */
    static String place(Planned plan) {
        return plan.origin().replaceFirst("\\?.*", "");
    }

    private static String sign(Planned.Kind kind) {
        return switch (kind) {
            case NEW -> "+";
            case CHANGED, HEADERS, UNFINISHED -> "~";
            case REMOVED -> "-";
        };
    }

    private static String why(Planned.Change change) {
        return switch (change.kind()) {
            case NEW, CHANGED -> Sizes.text(change.size());
            case HEADERS -> "other headers";
            case UNFINISHED -> "a publication did not end";
            case REMOVED -> "";
        };
    }

    static String sum(Planned plan) {
        if (plan.unchanged()) {
            return "nothing to change";
        }
        List<Planned.Change> sent =
                plan.changes().stream()
                        .filter(change -> change.kind() != Planned.Kind.REMOVED)
                        .toList();
        int removed = plan.changes().size() - sent.size();
        return Names.count(sent.size(), "file")
                + " to send, "
                + Sizes.text(sent.stream().mapToLong(Planned.Change::size).sum())
                + (removed == 0 ? "" : "; " + removed + " to remove");
    }
}
