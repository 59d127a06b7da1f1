package dev.jbuild.cdn.origin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;

import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JSON form of a pointer. */
final class PointerText {
    /** Bump when the form changes. */
    private static final int VERSION = 1;

    private PointerText() {}

    static byte[] write(Pointer pointer) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent(" ");
            json.beginObject().name("jbuild-cdn-pointer").value(VERSION);
            json.name("sequence").value(pointer.sequence());
            json.name("clock").value(pointer.clock());
            json.name("guarded").value(pointer.guarded());
            json.name("history").beginArray();
            for (Pointer.Served served : pointer.history()) {
                entry(json, served.release(), served.since());
            }
            json.endArray();
            if (pointer.claim().isPresent()) {
                json.name("claim");
                entry(json, pointer.claim().get().release(), pointer.claim().get().since());
            }
            json.name("expiring").beginArray();
            for (Digest release : pointer.expiring()) {
                json.value(release.hex());
            }
            json.endArray().endObject();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void entry(JsonWriter json, Digest release, Instant since) throws IOException {
        json.beginObject().name("release").value(release.hex());
        json.name("since").value(since.toString()).endObject();
    }

    static Pointer read(byte[] bytes) {
        try {
            JsonObject root =
                    JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8))
                            .getAsJsonObject();
            if (!root.has("jbuild-cdn-pointer")
                    || root.get("jbuild-cdn-pointer").getAsInt() != VERSION) {
                throw new IllegalArgumentException("not a pointer of version " + VERSION);
            }
            List<Pointer.Served> history = new ArrayList<>();
            for (JsonElement entry : root.getAsJsonArray("history")) {
                history.add(new Pointer.Served(release(entry), since(entry)));
            }
            List<Digest> expiring = new ArrayList<>();
            for (JsonElement release : root.getAsJsonArray("expiring")) {
                expiring.add(new Digest(release.getAsString()));
            }
            return new Pointer(
                    root.get("sequence").getAsLong(),
                    root.get("clock").getAsLong(),
                    root.get("guarded").getAsBoolean(),
                    history,
                    Optional.ofNullable(root.get("claim"))
                            .map(claim -> new Pointer.Claim(release(claim), since(claim))),
                    expiring);
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException
                | DateTimeException e) {
            throw new IllegalArgumentException("not the text of a pointer", e);
        }
    }

    private static Digest release(JsonElement entry) {
        return new Digest(entry.getAsJsonObject().get("release").getAsString());
    }

    private static Instant since(JsonElement entry) {
        return Instant.parse(entry.getAsJsonObject().get("since").getAsString());
    }
}
