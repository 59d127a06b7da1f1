package dev.jbuild.cli.console;

import dev.jbuild.engine.cdn.CdnReport;

import java.util.ArrayList;
import java.util.List;

/** The releases of an origin, the one that is served first. */
final class CdnText {
    private CdnText() {}

    static List<String> of(CdnReport report) {
        List<String> lines = new ArrayList<>();
        for (CdnReport.Kept kept : report.kept()) {
            lines.add(
                    (lines.isEmpty() ? "* " : "  ")
                            + kept.release().hex().substring(0, 12)
                            + "  since "
                            + kept.since());
        }
        report.removed().forEach(id -> lines.add("- " + id.hex().substring(0, 12)));
        return lines.isEmpty() ? List.of("nothing was published to " + report.origin()) : lines;
    }
}
