package dev.jbuild.examples.testing;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** A repository of the registry, as its HTTP interface shows it. */
public final class Registry {
    private static final String ACCEPT =
            String.join(
                    ", ",
                    "application/vnd.oci.image.index.v1+json",
                    "application/vnd.oci.image.manifest.v1+json",
                    "application/vnd.docker.distribution.manifest.list.v2+json",
                    "application/vnd.docker.distribution.manifest.v2+json");

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private final String host;
    private final String repository;

    /**
     * @param image without tag, such as {@code localhost:5000/shop}
     */
    public Registry(String image) {
        int slash = image.indexOf('/');
        this.host = image.substring(0, slash);
        this.repository = image.substring(slash + 1);
    }

    /**
     * The digest of each platform's manifest behind a tag, which may be an index of them or one.
     */
    public SortedMap<String, String> platforms(String tag)
            throws IOException, InterruptedException {
        SortedMap<String, String> platforms = new TreeMap<>();
        String text = text("manifests/" + tag);
        JsonObject found = JsonParser.parseString(text).getAsJsonObject();
        if (!found.has("manifests")) {
            String manifest = "sha256:" + sha256(text);
            JsonObject image = config(manifest);
            platforms.put(text(image, "os") + "/" + text(image, "architecture"), manifest);
            return platforms;
        }
        for (JsonElement entry : found.getAsJsonArray("manifests")) {
            JsonObject manifest = entry.getAsJsonObject();
            JsonObject platform = manifest.getAsJsonObject("platform");
            platforms.put(
                    text(platform, "os") + "/" + text(platform, "architecture"),
                    text(manifest, "digest"));
        }
        return platforms;
    }

    /** The configuration of an image, by the digest of its manifest. */
    public JsonObject config(String manifest) throws IOException, InterruptedException {
        JsonObject config = json("manifests/" + manifest).getAsJsonObject("config");
        return json("blobs/" + text(config, "digest"));
    }

    /** How many bytes of layers a puller of an image downloads, by the digest of its manifest. */
    public long compressedSize(String manifest) throws IOException, InterruptedException {
        long size = 0;
        for (JsonElement layer : json("manifests/" + manifest).getAsJsonArray("layers")) {
            size += layer.getAsJsonObject().get("size").getAsLong();
        }
        return size;
    }

    private JsonObject json(String path) throws IOException, InterruptedException {
        return JsonParser.parseString(text(path)).getAsJsonObject();
    }

    private String text(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + host + "/v2/" + repository + "/" + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("Accept", ACCEPT)
                        .timeout(Duration.ofSeconds(30))
                        .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(uri + " answers " + answer.statusCode() + answer.body());
        }
        return answer.body();
    }

    private static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }
}
