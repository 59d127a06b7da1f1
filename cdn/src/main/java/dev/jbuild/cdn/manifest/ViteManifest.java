package dev.jbuild.cdn.manifest;

import com.google.gson.stream.JsonWriter;

import dev.jbuild.cdn.fingerprint.Fingerprinting;
import dev.jbuild.cdn.fingerprint.Integrity;
import dev.jbuild.cdn.fingerprint.Link;
import dev.jbuild.cdn.fingerprint.NamedFile;
import dev.jbuild.cdn.reference.Reference.Kind;
import dev.jbuild.cdn.release.ContentTypes;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code manifest.json} in the shape of Vite: for each source its {@code file}, and for modules
 * what they load. The sources are the files of the folder.
 */
public final class ViteManifest {
    private final Map<String, NamedFile> byLogical = new TreeMap<>();
    private final Map<String, List<Link>> links;
    private final Set<String> imported = new HashSet<>();
    private final Integrity integrity;

    private ViteManifest(Fingerprinting.Result result, Integrity integrity) {
        this.links = result.links();
        this.integrity = integrity;
        for (NamedFile file : result.files()) {
            // A name that was kept beside the hashed one comes second.
            byLogical.merge(file.logical(), file, (a, b) -> a.hashed() ? a : b);
        }
        for (List<Link> outgoing : links.values()) {
            for (Link link : outgoing) {
                Kind kind = link.reference().kind();
                if (kind == Kind.IMPORT || kind == Kind.DYNAMIC_IMPORT) {
                    imported.add(link.target());
                }
            }
        }
    }

    public static byte[] write(Fingerprinting.Result result, Integrity integrity)
            throws IOException {
        return new ViteManifest(result, integrity).write();
    }

    private byte[] write() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.setIndent("  ");
            json.beginObject();
            for (NamedFile file : byLogical.values()) {
                String type = ContentTypes.of(file.logical());
                if (ContentTypes.isPage(type) || file.logical().endsWith(".map")) {
                    continue;
                }
                json.name(file.logical()).beginObject();
                json.name("file").value(file.path());
                json.name("src").value(file.logical());
                if (type.startsWith("text/javascript")) {
                    module(json, file);
                }
                if (file.hashed()
                        && (type.startsWith("text/javascript") || type.startsWith("text/css"))) {
                    json.name("integrity").value(integrity.of(file.content()));
                }
                json.endObject();
            }
            json.endObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void module(JsonWriter json, NamedFile file) throws IOException {
        if (!imported.contains(file.logical())) {
            json.name("isEntry").value(true);
        }
        targets(json, file, "imports", Kind.IMPORT);
        targets(json, file, "dynamicImports", Kind.DYNAMIC_IMPORT);
        List<String> assets =
                linked(file, Kind.ASSET).stream()
                        .map(logical -> byLogical.get(logical))
                        .filter(asset -> asset != null)
                        .map(NamedFile::path)
                        .toList();
        strings(json, "assets", assets);
    }

    private void targets(JsonWriter json, NamedFile file, String name, Kind kind)
            throws IOException {
        strings(json, name, linked(file, kind));
    }

    private List<String> linked(NamedFile file, Kind kind) {
        return links.getOrDefault(file.logical(), List.of()).stream()
                .filter(link -> link.reference().kind() == kind)
                .map(Link::target)
                .distinct()
                .toList();
    }

    private static void strings(JsonWriter json, String name, List<String> values)
            throws IOException {
        if (values.isEmpty()) {
            return;
        }
        json.name(name).beginArray();
        for (String value : values) {
            json.value(value);
        }
        json.endArray();
    }
}
