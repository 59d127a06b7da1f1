package dev.jbuild.cli.report;

import dev.jbuild.cli.option.ReportFile;
import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The reports of one build. A report that cannot be written is no reason to stop the build; it is
 * told at the end.
 */
public final class Reports implements Consumer<BuildEvent> {
    private final Recorder recorder;
    private final InstantSource clock;
    private final List<Open> reports;

    private Reports(Recorder recorder, InstantSource clock, List<Open> reports) {
        this.recorder = recorder;
        this.clock = clock;
        this.reports = reports;
    }

    /**
     * Makes the folders of the files, so that one which cannot be there is told before anything is
     * built.
     *
     * @param goals as the user named them
     * @param version of jbuild
     * @param started when the user began to wait
     */
    public static Reports open(
            List<ReportFile> files,
            List<String> goals,
            String version,
            InstantSource clock,
            Instant started)
            throws EnvironmentFailure {
        List<Open> reports = new ArrayList<>();
        for (ReportFile file : files) {
            try {
                reports.add(new Open(file.path(), open(file)));
            } catch (IOException e) {
                throw failure(file.path(), e);
            }
        }
        return new Reports(new Recorder(goals, version, started), clock, reports);
    }

    private static Report open(ReportFile file) throws IOException {
        Path path = file.path();
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder");
        }
        return switch (file.form()) {
            case EVENTS -> new EventReport(path);
            case OUTCOME -> new WholeReport(path, OutcomeJson::of);
            case TRACE -> new WholeReport(path, Trace::of);
            case PAGE -> new WholeReport(path, Page::of);
        };
    }

    @Override
    public void accept(BuildEvent event) {
        if (reports.isEmpty()) {
            return;
        }
        Moment moment = new Moment(clock.instant(), event);
        recorder.take(moment);
        for (Open open : reports) {
            open.run(report -> report.take(moment));
        }
    }

    /** Completes them after a build that came to its end. */
    public void end(BuildReport report) {
        end(Verdict.of(report));
    }

    /** Completes them after a build that did not; what goes wrong here is told with {@code end}. */
    public void stop(Exception end) {
        end(Verdict.of(end));
        for (Open open : reports) {
            if (open.failure != null) {
                end.addSuppressed(open.failure);
            }
        }
    }

    /** Tells of one that could not be written. */
    public void requireWritten() throws EnvironmentFailure {
        for (Open open : reports) {
            if (open.failure != null) {
                throw failure(open.path, open.failure);
            }
        }
    }

    private void end(Verdict verdict) {
        if (reports.isEmpty()) {
            return;
        }
        Story story = recorder.story(verdict, clock.instant());
        for (Open open : reports) {
            open.run(report -> report.end(story));
        }
    }

    private static EnvironmentFailure failure(Path file, IOException cause) {
        return new EnvironmentFailure(
                "no-report",
                "cannot write the report " + file + ": " + cause.getMessage(),
                "choose a place where files can be written",
                cause);
    }

    /** A report, and the first thing that went wrong with it. */
    private static final class Open {
        private final Path path;
        private final Report report;
        private @Nullable IOException failure;

        Open(Path path, Report report) {
            this.path = path;
            this.report = report;
        }

        void run(Writing writing) {
            try {
                if (failure == null) {
                    writing.write(report);
                }
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    private interface Writing {
        void write(Report report) throws IOException;
    }
}
