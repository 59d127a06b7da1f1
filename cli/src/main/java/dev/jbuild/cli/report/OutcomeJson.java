package dev.jbuild.cli.report;

import com.google.gson.stream.JsonWriter;

import dev.jbuild.cli.console.JsonText;
import dev.jbuild.engine.event.Delivery;

import java.io.IOException;

/** What came of a build, in one object. */
final class OutcomeJson {
    private OutcomeJson() {}

    static String of(Story story) {
        return JsonText.document(json -> write(json, story));
    }

    private static void write(JsonWriter json, Story story) throws IOException {
        json.beginObject();
        json.name("format").value(JsonParts.FORMAT);
        json.name("version").value(story.version());
        json.name("goals");
        JsonParts.texts(json, story.goals());
        json.name("started").value(story.started().toString());
        EventJson.verdict(json, story);
        if (story.engine().isPresent()) {
            json.name("engine").value(story.engine().get());
        }
        json.name("targets").beginArray();
        for (Story.Target target : story.targets()) {
            target(json, target);
        }
        json.endArray();
        json.name("deliveries").beginArray();
        for (Delivery delivery : story.deliveries()) {
            json.beginObject();
            JsonParts.delivery(json, delivery);
            json.endObject();
        }
        json.endArray();
        json.name("notices");
        JsonParts.texts(json, story.notices());
        json.endObject();
    }

    private static void target(JsonWriter json, Story.Target target) throws IOException {
        json.beginObject();
        JsonParts.target(json, target.id());
        if (target.outcome().isPresent()) {
            JsonParts.outcome(json, target.outcome().get());
        } else {
            json.name("outcome").value("unfinished");
        }
        if (target.span().isPresent()) {
            json.name("reason").value(target.reason());
            span(json, target.span().get());
            json.name("steps").beginArray();
            for (Story.Step step : target.steps()) {
                step(json, step);
            }
            json.endArray();
        }
        json.endObject();
    }

    private static void step(JsonWriter json, Story.Step step) throws IOException {
        json.beginObject();
        json.name("description").value(step.description());
        json.name("ending").value(step.ending().word());
        span(json, step.span());
        json.endObject();
    }

    private static void span(JsonWriter json, Story.Span span) throws IOException {
        json.name("from");
        JsonParts.seconds(json, span.from());
        json.name("seconds");
        JsonParts.seconds(json, span.took());
    }
}
