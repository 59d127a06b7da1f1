package dev.jbuild.engine.image;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.StreamSupport;

/** What the configuration of an image says. */
final class ImageSettings {
    private ImageSettings() {}

    /** How it runs, by the words of a build file. What is not set is left out. */
    static SequencedMap<String, String> of(JsonNode config) {
        JsonNode run = config.path("config");
        SequencedMap<String, String> settings = new LinkedHashMap<>();
        put(settings, "user", run.path("User").asText());
        put(settings, "workdir", run.path("WorkingDir").asText());
        put(settings, "entrypoint", texts(run.path("Entrypoint"), " "));
        put(settings, "cmd", texts(run.path("Cmd"), " "));
        put(settings, "expose", names(run.path("ExposedPorts")));
        put(settings, "volume", names(run.path("Volumes")));
        put(settings, "stopSignal", run.path("StopSignal").asText());
        put(settings, "healthcheck", texts(run.path("Healthcheck").path("Test"), " "));
        put(settings, "env", texts(run.path("Env"), ", "));
        put(
                settings,
                "label",
                run.path("Labels").properties().stream()
                        .map(label -> label.getKey() + "=" + label.getValue().asText())
                        .collect(joining(", ")));
        put(settings, "created", config.path("created").asText());
        return settings;
    }

    /** The steps that have made the layers, from the lowest on. */
    static List<String> origins(JsonNode config) {
        List<String> origins = new ArrayList<>();
        for (JsonNode step : config.path("history")) {
            if (!step.path("empty_layer").asBoolean()) {
                origins.add(step.path("created_by").asText());
            }
        }
        return origins;
    }

    private static void put(Map<String, String> settings, String name, String value) {
        if (!value.isEmpty()) {
            settings.put(name, value);
        }
    }

    private static String texts(JsonNode list, String between) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(joining(between));
    }

    private static String names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(joining(", "));
    }
}
