package dev.jbuild.cli.console;

import static dev.jbuild.engine.image.Sizes.text;

import dev.jbuild.engine.store.CacheReport;

import java.util.ArrayList;
import java.util.List;

/** The cache in words. */
final class CacheText {
    private CacheText() {}

    static List<String> of(CacheReport report) {
        return switch (report) {
            case CacheReport.Status status -> status(status);
            case CacheReport.Collected done -> collected(done);
            case CacheReport.Verified found -> verified(found);
        };
    }

    private static List<String> status(CacheReport.Status status) {
        return Columns.align(
                List.of(
                        List.of("folder", status.folder().toString()),
                        List.of("results", Integer.toString(status.results())),
                        List.of("files", Integer.toString(status.blobs())),
                        List.of("size", text(status.bytes()) + " of " + text(status.budget())),
                        List.of(
                                "in use",
                                text(status.spared())
                                        + " by the last builds of "
                                        + count(status.projects(), "project"))));
    }

    private static List<String> collected(CacheReport.Collected done) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "cleared away "
                        + count(done.results(), "result")
                        + " and "
                        + count(done.blobs(), "file")
                        + ", "
                        + text(done.freed())
                        + "; left "
                        + text(done.left())
                        + " of "
                        + text(done.budget()));
        if (done.left() > done.budget()) {
            lines.add(
                    "what is left is in use by the last builds of projects, or younger than an hour");
        }
        return lines;
    }

    private static List<String> verified(CacheReport.Verified found) {
        List<String> lines = new ArrayList<>(found.problems());
        lines.add(
                "verified "
                        + count(found.results(), "result")
                        + " and "
                        + count(found.blobs(), "file")
                        + ", "
                        + text(found.bytes())
                        + (found.problems().isEmpty()
                                ? ": all is well"
                                : ": the rest is well, and what was removed is built again when it"
                                        + " is needed"));
        return lines;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
