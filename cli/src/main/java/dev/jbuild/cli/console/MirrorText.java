package dev.jbuild.cli.console;

import dev.jbuild.engine.base.MirrorReport;
import dev.jbuild.engine.image.Sizes;

import java.util.List;

/** Which base images are where mirrors are, and what was sent. */
final class MirrorText {
    private MirrorText() {}

    static List<String> of(MirrorReport report) {
        if (report.copies().isEmpty()) {
            return List.of("jbuild.lock names no image of a registry that has a mirror");
        }
        return Columns.align(report.copies().stream().map(MirrorText::row).toList());
    }

    private static List<String> row(MirrorReport.Copy copy) {
        return List.of(
                Names.of(copy.to()),
                copy.blobs() == 0
                        ? "there already"
                        : Names.count(copy.blobs(), "blob")
                                + ", "
                                + Sizes.text(copy.bytes())
                                + " sent");
    }
}
