package dev.jbuild.engine.cdn;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;

import dev.jbuild.engine.event.Delivery.Planned;
import dev.jbuild.engine.output.Origins;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Plans as JSON. What is to be sent and removed is in it for those who read it: it follows from the
 * release and the state of the origin, by which a plan is carried out.
 */
public final class PlanFile {
    /** Bump when the form changes. */
    private static final int VERSION = 1;

    private PlanFile() {}

    /** What a plan rests on. */
    public record Basis(String origin, Optional<String> state, Digest release) {}

    /**
     * Writes plans, for people and programs.
     *
     * @param root folder that a folder of an origin is relative to; in the file it is not, since
     *     whoever carries a plan out may stand elsewhere
     */
    public static byte[] write(Path root, List<Planned> plans) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.setIndent("  ");
            json.beginObject().name("jbuild-cdn-plan").value(VERSION);
            json.name("plans").beginArray();
            for (Planned plan : plans) {
                write(json, root, plan);
            }
            json.endArray().endObject();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonWriter json, Path root, Planned plan) throws IOException {
        json.beginObject().name("origin").value(Origins.absolute(root, plan.origin()));
        if (plan.state().isPresent()) {
            json.name("state").value(plan.state().get());
        }
        if (plan.served().isPresent()) {
            json.name("served").value(plan.served().get().hex());
        }
        json.name("release").value(plan.release().hex());
        json.name("changes").beginArray();
        for (Planned.Change change : plan.changes()) {
            json.beginObject().name("kind").value(change.kind().name().toLowerCase(Locale.ROOT));
            json.name("path").value(change.path());
            json.name("size").value(change.size()).endObject();
        }
        json.endArray().endObject();
    }

    /**
     * Reads what plans rest on.
     *
     * @param name of the file, for messages
     */
    public static List<Basis> read(String name, byte[] bytes) throws UserMistake {
        try {
            JsonObject root =
                    JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8))
                            .getAsJsonObject();
            if (root.get("jbuild-cdn-plan").getAsInt() != VERSION) {
                throw new IllegalStateException("another version");
            }
            List<Basis> plans = new ArrayList<>();
            for (JsonElement element : root.getAsJsonArray("plans")) {
                JsonObject plan = element.getAsJsonObject();
                plans.add(
                        new Basis(
                                plan.get("origin").getAsString(),
                                Optional.ofNullable(plan.get("state"))
                                        .map(JsonElement::getAsString),
                                new Digest(plan.get("release").getAsString())));
            }
            return plans;
        } catch (JsonParseException
                | IllegalArgumentException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new UserMistake(
                    Diagnostic.of(
                            "cdn-plan",
                            "`" + name + "` is no plan that this jbuild can carry out",
                            "`jbuild cdn plan +target --save FILE` writes one"));
        }
    }
}
