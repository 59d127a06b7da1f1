package dev.jbuild.cdn.release;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;

import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON form of a release: compact, in a fixed order. */
final class ReleaseText {
    /** Bump when the form changes. */
    private static final int VERSION = 1;

    private ReleaseText() {}

    static byte[] write(Release release) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject().name("jbuild-cdn-release").value(VERSION);
            json.name("base").value(release.base());
            json.name("files").beginArray();
            for (ReleaseFile file : release.files()) {
                write(json, file);
            }
            json.endArray().endObject();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonWriter json, ReleaseFile file) throws IOException {
        json.beginObject().name("path").value(file.path());
        if (!file.logical().equals(file.path())) {
            json.name("logical").value(file.logical());
        }
        if (file.immutable()) {
            json.name("immutable").value(true);
        }
        json.name("sha256").value(file.content().digest().hex());
        json.name("size").value(file.content().size());
        json.name("type").value(file.headers().contentType());
        json.name("cache").value(file.headers().cacheControl());
        for (Map.Entry<Codec, Stored> sibling : file.siblings().entrySet()) {
            json.name(sibling.getKey().token()).beginObject();
            json.name("sha256").value(sibling.getValue().digest().hex());
            json.name("size").value(sibling.getValue().size()).endObject();
        }
        if (file.integrity().isPresent()) {
            json.name("integrity").value(file.integrity().get());
        }
        json.endObject();
    }

    static Release read(byte[] bytes) {
        try {
            JsonObject root =
                    JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8))
                            .getAsJsonObject();
            JsonElement version = root.get("jbuild-cdn-release");
            if (version == null || version.getAsInt() != VERSION) {
                throw new IllegalArgumentException("not a release of version " + VERSION);
            }
            JsonArray array = root.getAsJsonArray("files");
            List<ReleaseFile> files = new ArrayList<>(array.size());
            for (JsonElement element : array) {
                files.add(file(element.getAsJsonObject()));
            }
            return new Release(text(root, "base"), files);
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new IllegalArgumentException("not the text of a release", e);
        }
    }

    private static ReleaseFile file(JsonObject json) {
        String path = text(json, "path");
        Map<Codec, Stored> siblings = new EnumMap<>(Codec.class);
        for (Codec codec : Codec.values()) {
            if (json.has(codec.token())) {
                siblings.put(codec, stored(json.getAsJsonObject(codec.token())));
            }
        }
        return new ReleaseFile(
                path,
                json.has("logical") ? text(json, "logical") : path,
                json.has("immutable"),
                stored(json),
                new ReleaseFile.Headers(text(json, "type"), text(json, "cache")),
                siblings,
                json.has("integrity") ? Optional.of(text(json, "integrity")) : Optional.empty());
    }

    private static Stored stored(JsonObject json) {
        return new Stored(new Digest(text(json, "sha256")), json.get("size").getAsLong());
    }

    private static String text(JsonObject json, String name) {
        return json.get(name).getAsString();
    }
}
