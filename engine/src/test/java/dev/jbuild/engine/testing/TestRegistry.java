package dev.jbuild.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/**
 * Looks into the real registry and puts images there, as a client that accepts every kind of
 * manifest.
 */
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
        return document(name, manifest(name, reference).path("config"));
    }

    /** A document that a manifest names. */
    public static JsonNode document(ImageName name, JsonNode described)
            throws IOException, InterruptedException {
        return get(name, "blobs/" + described.path("digest").asText());
    }

    /**
     * Puts an image there that no engine has ever seen: one layer with the file {@code /content}.
     *
     * @return the digest of its manifest
     */
    public static Digest put(ImageName name, String content)
            throws IOException, InterruptedException {
        ByteArrayOutputStream layer = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(layer)) {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry file = new TarArchiveEntry("content");
            file.setSize(bytes.length);
            tar.putArchiveEntry(file);
            tar.write(bytes);
            tar.closeArchiveEntry();
        }
        Digest diff = putBlob(name, layer.toByteArray());
        byte[] config =
                """
                {"architecture": "amd64", "os": "linux", "config": {},
                 "rootfs": {"type": "layers", "diff_ids": ["%s"]}}
                """
                        .formatted(diff)
                        .getBytes(StandardCharsets.UTF_8);
        byte[] manifest =
                """
                {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                 "config": {"mediaType": "application/vnd.oci.image.config.v1+json",
                            "digest": "%s", "size": %d},
                 "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar",
                             "digest": "%s", "size": %d}]}
                """
                        .formatted(putBlob(name, config), config.length, diff, layer.size())
                        .getBytes(StandardCharsets.UTF_8);
        put(
                at(name, "manifests/" + name.tag()),
                "application/vnd.oci.image.manifest.v1+json",
                manifest);
        return Digest.of(manifest);
    }

    private static Digest putBlob(ImageName name, byte[] content)
            throws IOException, InterruptedException {
        Digest digest = Digest.of(content);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest begin =
                    HttpRequest.newBuilder(at(name, "blobs/uploads/"))
                            .POST(BodyPublishers.noBody())
                            .build();
            URI place =
                    begin.uri()
                            .resolve(
                                    http.send(begin, BodyHandlers.discarding())
                                            .headers()
                                            .firstValue("Location")
                                            .orElseThrow());
            String sign = place.getQuery() == null ? "?" : "&";
            put(URI.create(place + sign + "digest=" + digest), "application/octet-stream", content);
        }
        return digest;
    }

    private static void put(URI uri, String type, byte[] content)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(uri)
                            .header("Content-Type", type)
                            .PUT(BodyPublishers.ofByteArray(content))
                            .build();
            int answer = http.send(request, BodyHandlers.discarding()).statusCode();
            if (answer != 201) {
                throw new IOException(uri + " answers " + answer);
            }
        }
    }

    private static URI at(ImageName name, String path) {
        return URI.create("http://" + name.registry() + "/v2/" + name.repository() + "/" + path);
    }

    private static JsonNode get(ImageName name, String path)
            throws IOException, InterruptedException {
        URI uri = at(name, path);
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
