package dev.jbuild.cli.option;

import java.nio.file.Path;

/** A report of a build that is asked for. */
public record ReportFile(Path path, Form form) {
    /** What it is. The ending of its name says so. */
    public enum Form {
        /** What came of it, for programs. */
        OUTCOME(".json"),
        /** What happens, line by line while it happens, for programs. */
        EVENTS(".jsonl"),
        /** When what ran, for viewers of traces. */
        TRACE(".trace.json"),
        /** All of it, for people. */
        PAGE(".html");

        private final String ending;

        Form(String ending) {
            this.ending = ending;
        }

        String ending() {
            return ending;
        }
    }
}
