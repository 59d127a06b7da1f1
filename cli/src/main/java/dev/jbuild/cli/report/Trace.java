package dev.jbuild.cli.report;

import com.google.gson.stream.JsonWriter;

import dev.jbuild.cli.console.JsonText;
import dev.jbuild.cli.console.PrintableText;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When what ran, in the Trace Event Format that browsers' trace viewers and Perfetto read. Each
 * target is a process there, and its steps are on threads of it: on another one only where they
 * overlap.
 */
final class Trace {
    private Trace() {}

    static String of(Story story) {
        return JsonText.document(
                json -> {
                    json.beginObject();
                    json.name("displayTimeUnit").value("ms");
                    json.name("traceEvents").beginArray();
                    int process = 1;
                    for (Story.Target target : story.targets()) {
                        if (target.span().isPresent()) {
                            write(json, process++, target, target.span().get());
                        }
                    }
                    json.endArray().endObject();
                });
    }

    private static void write(JsonWriter json, int process, Story.Target target, Story.Span whole)
            throws IOException {
        json.beginObject();
        json.name("name").value("process_name");
        json.name("ph").value("M");
        json.name("pid").value(process);
        json.name("args").beginObject().name("name").value(target.id().toString()).endObject();
        json.endObject();
        event(json, process, 0, target.id().toString(), target.reason(), whole);
        List<Duration> lanes = new ArrayList<>();
        for (Story.Step step : target.steps()) {
            event(
                    json,
                    process,
                    1 + lane(lanes, step.span()),
                    PrintableText.firstLine(step.description()),
                    step.ending().word(),
                    step.span());
        }
    }

    /**
     * The first lane that is free.
     *
     * @param lanes until when each is taken
     */
    private static int lane(List<Duration> lanes, Story.Span span) {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).compareTo(span.from()) <= 0) {
                lanes.set(i, span.end());
                return i;
            }
        }
        lanes.add(span.end());
        return lanes.size() - 1;
    }

    private static void event(
            JsonWriter json, int process, int thread, String name, String note, Story.Span span)
            throws IOException {
        json.beginObject();
        json.name("name").value(name);
        // Complete: with a beginning and a duration, both in microseconds.
        json.name("ph").value("X");
        json.name("pid").value(process);
        json.name("tid").value(thread);
        json.name("ts").value(TimeUnit.NANOSECONDS.toMicros(span.from().toNanos()));
        json.name("dur").value(TimeUnit.NANOSECONDS.toMicros(span.took().toNanos()));
        json.name("args").beginObject().name("note").value(note).endObject();
        json.endObject();
    }
}
