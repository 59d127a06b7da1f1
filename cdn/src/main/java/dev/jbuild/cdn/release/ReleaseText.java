package dev.jbuild.cdn.release;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;

import dev.jbuild.model.Digest;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON form of a release, compact and in a fixed order, as it was read. Not by way of a tree of
 * JSON: a release of 10,000 files has 100,000 values.
 *
 * @param files as they stand there
 */
record ReleaseText(String base, List<ReleaseFile> files) {
    /** Bump when the form changes. */
    private static final int VERSION = 1;

    static byte[] write(String base, List<ReleaseFile> files) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject().name("jbuild-cdn-release").value(VERSION);
            json.name("base").value(base);
            json.name("files").beginArray();
            for (ReleaseFile file : files) {
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

    /**
     * Reads.
     *
     * @throws IllegalArgumentException when the bytes are not the text of a release
     */
    static ReleaseText read(byte[] bytes) {
        try (JsonReader json =
                new JsonReader(
                        new InputStreamReader(
                                new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))) {
            return read(json);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException("not the text of a release", e);
        }
    }

    private static ReleaseText read(JsonReader json) throws IOException {
        int version = 0;
        @Nullable String base = null;
        List<ReleaseFile> files = new ArrayList<>();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "jbuild-cdn-release" -> version = json.nextInt();
                case "base" -> base = json.nextString();
                case "files" -> {
                    json.beginArray();
                    while (json.hasNext()) {
                        files.add(file(json));
                    }
                    json.endArray();
                }
                default -> json.skipValue();
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new IllegalArgumentException("more than the text of a release");
        }
        if (version != VERSION) {
            throw new IllegalArgumentException("not a release of version " + VERSION);
        }
        return new ReleaseText(required("base", base), files);
    }

    private static ReleaseFile file(JsonReader json) throws IOException {
        @Nullable String path = null;
        @Nullable String logical = null;
        boolean immutable = false;
        @Nullable String sha256 = null;
        long size = -1;
        @Nullable String type = null;
        @Nullable String cache = null;
        @Nullable String integrity = null;
        Map<Codec, Stored> siblings = new EnumMap<>(Codec.class);
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            switch (name) {
                case "path" -> path = json.nextString();
                case "logical" -> logical = json.nextString();
                case "immutable" -> immutable = json.nextBoolean();
                case "sha256" -> sha256 = json.nextString();
                case "size" -> size = json.nextLong();
                case "type" -> type = json.nextString();
                case "cache" -> cache = json.nextString();
                case "integrity" -> integrity = json.nextString();
                default -> {
                    Optional<Codec> codec = Codec.named(name);
                    if (codec.isPresent()) {
                        siblings.put(codec.get(), sibling(json));
                    } else {
                        json.skipValue();
                    }
                }
            }
        }
        json.endObject();
        String served = required("path", path);
        return new ReleaseFile(
                served,
                logical == null ? served : logical,
                immutable,
                stored(sha256, size),
                new ReleaseFile.Headers(required("type", type), required("cache", cache)),
                siblings,
                Optional.ofNullable(integrity));
    }

    private static Stored sibling(JsonReader json) throws IOException {
        @Nullable String sha256 = null;
        long size = -1;
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "sha256" -> sha256 = json.nextString();
                case "size" -> size = json.nextLong();
                default -> json.skipValue();
            }
        }
        json.endObject();
        return stored(sha256, size);
    }

    private static Stored stored(@Nullable String sha256, long size) {
        if (size < 0) {
            throw new IllegalArgumentException("a release's file without a size");
        }
        return new Stored(new Digest(required("sha256", sha256)), size);
    }

    private static String required(String name, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("a release without `" + name + "`");
        }
        return value;
    }
}
