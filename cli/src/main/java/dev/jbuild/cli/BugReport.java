package dev.jbuild.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Keeps what a developer needs to understand a bug, out of the sight of the user who met it. */
final class BugReport {
    private final Path state;
    private final String version;
    private final InstantSource clock;

    BugReport(Path state, String version, InstantSource clock) {
        this.state = state;
        this.version = version;
        this.clock = clock;
    }

    /** Writes a report and says what to do with it. */
    String write(Throwable bug) {
        String report = version + "\n" + trace(bug);
        try {
            Path folder = Files.createDirectories(state.resolve("bugs"));
            String time =
                    clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
            Path file = folder.resolve(time + "-" + ProcessHandle.current().pid() + ".txt");
            Files.writeString(file, report);
            return "please report it, with the file " + file;
        } catch (IOException | RuntimeException e) {
            return "please report it, with these lines (no file could be written: "
                    + e
                    + ")\n"
                    + report;
        }
    }

    private static String trace(Throwable bug) {
        StringWriter text = new StringWriter();
        try (PrintWriter writer = new PrintWriter(text)) {
            bug.printStackTrace(writer);
        }
        return text.toString();
    }
}
