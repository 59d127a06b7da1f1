package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

class ShopTest {

    @TempDir static Path frontend;

    private static Shop shop;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectory(frontend.resolve("assets"));
        Files.writeString(frontend.resolve("assets/main-1a2b.js"), "// the script");
        Files.writeString(
                frontend.resolve("manifest.json"),
                """
                {"src/main.ts": {"file": "assets/main-1a2b.js", "css": ["assets/main-3c4d.css"]}}\
                """);
        shop = Shop.start(new Settings(0, "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1", frontend));
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void isHealthyOnTheNewestSchema() throws Exception {
        HttpResponse<String> response = get("/healthz");

        assertEquals(200, response.statusCode());
        assertEquals("ok", json(response).path("status").asText());
        assertEquals(2, json(response).path("schema").asInt());
    }

    @Test
    void listsTheProductsByName() throws Exception {
        JsonNode products = json(get("/api/products"));

        assertEquals(4, products.size());
        assertEquals("Ball of wool", products.get(0).path("name").asText());
        assertEquals(12, products.get(0).path("stock").asInt());
    }

    @Test
    void linksTheAssetsOfTheManifest() throws Exception {
        HttpResponse<String> page = get("/");

        assertTrue(page.body().contains("href=\"/assets/main-3c4d.css\""), page.body());
        assertTrue(page.body().contains("src=\"/assets/main-1a2b.js\""), page.body());
        assertEquals("no-cache", page.headers().firstValue("Cache-Control").orElseThrow());
    }

    @Test
    void letsBrowsersKeepAssetsForever() throws Exception {
        HttpResponse<String> asset = get("/assets/main-1a2b.js");

        assertEquals("// the script", asset.body());
        assertEquals(
                "public, max-age=31536000, immutable",
                asset.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals(404, get("/assets/gone.js").statusCode());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://localhost:" + shop.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}
