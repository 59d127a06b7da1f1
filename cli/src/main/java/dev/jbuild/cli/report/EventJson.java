package dev.jbuild.cli.report;

import com.google.gson.stream.JsonWriter;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.model.RecipeId;

import java.io.IOException;

/** Events as objects of JSON. */
final class EventJson {
    private EventJson() {}

    static void write(JsonWriter json, Moment moment) throws IOException {
        json.beginObject();
        json.name("at").value(moment.at().toString());
        switch (moment.event()) {
            case BuildEvent.Planned planned -> {
                json.name("event").value("planned");
                json.name("format").value(JsonParts.FORMAT);
                json.name("targets").beginArray();
                for (RecipeId node : planned.nodes()) {
                    json.beginObject();
                    JsonParts.target(json, node);
                    json.endObject();
                }
                json.endArray();
            }
            case BuildEvent.EngineReady ready -> {
                json.name("event").value("engineReady");
                json.name("engine").value(ready.description());
            }
            case BuildEvent.NodeStarted start -> {
                json.name("event").value("targetStarted");
                JsonParts.target(json, start.node());
                json.name("reason").value(start.reason());
            }
            case BuildEvent.StepStarted step -> {
                json.name("event").value("stepStarted");
                step(json, step.node(), step.step());
                json.name("description").value(step.description());
            }
            case BuildEvent.StepOutput output -> {
                json.name("event").value("stepOutput");
                step(json, output.node(), output.step());
                json.name("line").value(output.line());
            }
            case BuildEvent.StepFinished step -> {
                json.name("event").value("stepFinished");
                step(json, step.node(), step.step());
                json.name("description").value(step.description());
                json.name("cached").value(step.cached());
                json.name("seconds");
                JsonParts.seconds(json, step.took());
            }
            case BuildEvent.NodeFinished end -> {
                json.name("event").value("targetFinished");
                JsonParts.target(json, end.node());
                JsonParts.outcome(json, end.outcome());
            }
            case BuildEvent.Delivered delivered -> {
                json.name("event").value("delivered");
                JsonParts.target(json, delivered.node());
                json.name("delivery").beginObject();
                JsonParts.delivery(json, delivered.delivery());
                json.endObject();
            }
            case BuildEvent.Notice notice -> {
                json.name("event").value("notice");
                json.name("text").value(notice.text());
            }
        }
        json.endObject();
    }

    /** The last line, however a build ended. */
    static void writeEnd(JsonWriter json, Story story) throws IOException {
        json.beginObject();
        json.name("at").value(story.started().plus(story.took()).toString());
        json.name("event").value("ended");
        verdict(json, story);
        json.endObject();
    }

    static void verdict(JsonWriter json, Story story) throws IOException {
        json.name("result").value(story.verdict().kind().word());
        if (!story.verdict().message().isEmpty()) {
            json.name("message").value(story.verdict().message());
        }
        json.name("seconds");
        JsonParts.seconds(json, story.took());
    }

    private static void step(JsonWriter json, RecipeId node, int step) throws IOException {
        JsonParts.target(json, node);
        json.name("step").value(step);
    }
}
