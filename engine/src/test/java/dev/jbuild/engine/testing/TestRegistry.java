package dev.jbuild.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.jbuild.model.ImageName;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Looks into the real registry, as a client that accepts every kind of manifest. */
public final class TestRegistry {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCEPT =
            "application/vnd.oci.image.index.v1+json,"
                    + "application/vnd.docker.distribution.manifest.list.v2+json,"
                    + "application/vnd.oci.image.manifest.v1+json,"
                    + "application/vnd.docker.distribution.manifest.v2+json";

    private TestRegistry() {}

    /** The manifest or index of a tag or digest. */
    public static JsonNode manifest(ImageName name, String reference)
            throws IOException, InterruptedException {
        return get(name, "manifests/" + reference);
    }

    /** The configuration document of an image of one platform. */
    public static JsonNode config(ImageName name, String reference)
            throws IOException, InterruptedException {
        String digest = manifest(name, reference).path("config").path("digest").asText();
        return get(name, "blobs/" + digest);
    }

    private static JsonNode get(ImageName name, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://" + name.registry() + "/v2/" + name.repository() + "/" + path);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", ACCEPT).build();
            var answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException(uri + " answers " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        }
    }
}
