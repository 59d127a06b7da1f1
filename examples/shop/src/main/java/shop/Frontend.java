package shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The built front end: a folder of fingerprinted assets and the manifest that names them. */
final class Frontend {

    private static final String ENTRY = "src/main.ts";

    private final JsonNode entry;

    private Frontend(JsonNode entry) {
        this.entry = entry;
    }

    static Frontend in(Path folder) {
        Path manifest = folder.resolve("manifest.json");
        try {
            return new Frontend(new ObjectMapper().readTree(manifest.toFile()).required(ENTRY));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read " + manifest + " (is the front end built?)", e);
        }
    }

    /** The one page of the shop, with links to the assets by their fingerprinted names. */
    String page() {
        StringBuilder links = new StringBuilder();
        for (JsonNode style : entry.path("css")) {
            links.append("<link rel=\"stylesheet\" href=\"/%s\">\n  ".formatted(style.asText()));
        }
        links.append(
                "<script type=\"module\" src=\"/%s\"></script>"
                        .formatted(entry.required("file").asText()));
        return template().replace("<!-- assets -->", links);
    }

    private static String template() {
        try (InputStream in = Frontend.class.getResourceAsStream("/page.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
