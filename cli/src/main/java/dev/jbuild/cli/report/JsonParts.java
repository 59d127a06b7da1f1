package dev.jbuild.cli.report;

import com.google.gson.stream.JsonWriter;

import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What several reports say in JSON, as members of the object that is open. */
final class JsonParts {
    /** Changes when a program that reads an older one could go wrong. */
    static final int FORMAT = 1;

    private JsonParts() {}

    static void target(JsonWriter json, RecipeId id) throws IOException {
        json.name("target").value(id.target().toString());
        json.name("platform").value(id.platform().toString());
        json.name("arguments").beginObject();
        for (Map.Entry<String, String> argument : id.arguments().entrySet()) {
            json.name(argument.getKey()).value(argument.getValue());
        }
        json.endObject();
    }

    static void outcome(JsonWriter json, NodeOutcome outcome) throws IOException {
        switch (outcome) {
            case NodeOutcome.Reused reused -> {
                json.name("outcome").value("reused");
                json.name("savedSeconds");
                seconds(json, reused.saved());
            }
            case NodeOutcome.Built built -> {
                json.name("outcome").value("built");
                json.name("stepsRun").value(built.stepsRun());
            }
            case NodeOutcome.Failed failed -> {
                json.name("outcome").value("failed");
                json.name("failure").beginObject();
                failure(json, failed.failure());
                json.endObject();
            }
            case NodeOutcome.Skipped skipped -> {
                json.name("outcome").value("skipped");
                json.name("because").beginObject();
                target(json, skipped.failed());
                json.endObject();
            }
        }
    }

    private static void failure(JsonWriter json, StepFailure failure) throws IOException {
        place(json, failure.span());
        json.name("calledFrom").beginArray();
        for (SourceSpan caller : failure.callers()) {
            json.beginObject();
            place(json, caller);
            json.endObject();
        }
        json.endArray();
        json.name("step").value(failure.command());
        if (failure.exitCode().isPresent()) {
            json.name("exitCode").value(failure.exitCode().getAsInt());
        }
        json.name("message").value(failure.message());
        json.name("output");
        texts(json, failure.output());
    }

    private static void place(JsonWriter json, SourceSpan span) throws IOException {
        json.name("file").value(span.file());
        json.name("line").value(span.line());
        json.name("column").value(span.column());
    }

    static void delivery(JsonWriter json, Delivery delivery) throws IOException {
        switch (delivery) {
            case Delivery.Files files -> {
                json.name("kind").value("files");
                json.name("path").value(files.path());
                json.name("files").value(files.files());
                json.name("written").value(files.written());
                json.name("deleted").value(files.deleted());
            }
            case Delivery.Released released -> {
                json.name("kind").value("release");
                json.name("origin").value(released.origin());
                json.name("release").value(released.release().toString());
                json.name("files").value(released.files());
                json.name("sent").value(released.uploaded());
                json.name("notices");
                texts(json, released.notices());
            }
            case Delivery.Planned planned -> {
                json.name("kind").value("plannedRelease");
                json.name("origin").value(planned.origin());
                json.name("release").value(planned.release().toString());
                json.name("changes").value(planned.changes().size());
            }
            case Delivery.Loaded loaded -> {
                json.name("kind").value("image");
                json.name("name").value(loaded.name().toString());
                json.name("id").value(loaded.id().toString());
                platforms(json, loaded.platforms());
            }
            case Delivery.Pushed pushed -> {
                json.name("kind").value("pushedImage");
                json.name("name").value(pushed.name().toString());
                json.name("digest").value(pushed.index().toString());
                platforms(json, pushed.platforms());
            }
        }
        json.name("unchanged").value(delivery.unchanged());
    }

    private static void platforms(JsonWriter json, List<Platform> platforms) throws IOException {
        json.name("platforms");
        texts(json, platforms);
    }

    static void texts(JsonWriter json, List<?> texts) throws IOException {
        json.beginArray();
        for (Object text : texts) {
            json.value(text.toString());
        }
        json.endArray();
    }

    /** With milliseconds, which is as fine as events are told. */
    static void seconds(JsonWriter json, Duration duration) throws IOException {
        json.value(duration.toMillis() / 1000.0);
    }
}
