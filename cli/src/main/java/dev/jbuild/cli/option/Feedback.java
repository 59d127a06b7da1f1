package dev.jbuild.cli.option;

import java.util.List;

/**
 * How the user is told of a build.
 *
 * @param progress while it runs
 * @param reports for later
 */
public record Feedback(ProgressStyle progress, List<ReportFile> reports) {
    public Feedback {
        reports = List.copyOf(reports);
    }
}
