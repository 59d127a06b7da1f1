package dev.jbuild.cli.report;

import dev.jbuild.cli.console.JsonText;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Every event, a line of JSON each, written when it happens: others may follow. */
final class EventReport implements Report {
    private final Writer out;

    EventReport(Path file) throws IOException {
        this.out = Files.newBufferedWriter(file);
    }

    @Override
    public void take(Moment moment) throws IOException {
        out.write(JsonText.line(json -> EventJson.write(json, moment)));
        out.flush();
    }

    @Override
    public void end(Story story) throws IOException {
        try (out) {
            out.write(JsonText.line(json -> EventJson.writeEnd(json, story)));
        }
    }
}
