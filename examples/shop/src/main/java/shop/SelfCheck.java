package shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the shop and asks it for everything a browser would: proof that an image holds all it
 * needs.
 */
final class SelfCheck {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");

    private final int port;

    private SelfCheck(int port) {
        this.port = port;
    }

    static void run(Settings settings) {
        try (Shop shop = Shop.start(settings)) {
            SelfCheck check = new SelfCheck(shop.port());
            check.get("/healthz");
            check.get("/api/products");
            Matcher link = LINK.matcher(check.get("/"));
            while (link.find()) {
                check.get(link.group(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.printf(
                "checked on %s, Java %s%n", System.getProperty("os.arch"), Runtime.version());
    }

    private String get(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create("http://localhost:" + port + path).toURL().openConnection();
        try (InputStream body =
                connection.getInputStream()) { // throws for every status from 400 on
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            System.out.printf(
                    "%s %s, %d characters%n", connection.getResponseCode(), path, text.length());
            return text;
        }
    }
}
