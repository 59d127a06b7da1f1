package dev.jbuild.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;

import dev.jbuild.buildkit.session.Credentials;
import dev.jbuild.engine.attest.Statement;
import dev.jbuild.engine.testing.WebServer;
import dev.jbuild.engine.web.Proxies;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Registries that mean harm: each of them comes to one clear failure, and passwords stay with whom
 * they are for.
 *
 * <p>{@code -Djbuild.fuzz.seconds=600} for more of it, {@code -Djbuild.seed=…} to repeat one.
 */
@Timeout(3600)
class HostileRegistryTest {
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("jbuild.fuzz.seconds", 5));
    private static final String SECRET = "open sesame";
    private static final Proxies NO_PROXIES = new Proxies(Map.of());
    private static final byte[] MEGABYTE = new byte[1 << 20];

    /** What the hostile one has under its addresses, from the repository on. */
    private final Map<String, byte[]> documents = new ConcurrentHashMap<>();

    private final Queue<String> stray = new ConcurrentLinkedQueue<>();

    /** Nobody sleeps. */
    private final Attempts attempts = new Attempts(List.of(Duration.ZERO), _ -> {});

    private volatile WebServer.Answer script = this::document;
    private WebServer hostile;
    private WebServer elsewhere;
    private WebServer good;
    private Registries registries;

    @BeforeEach
    void start() throws IOException {
        hostile = new WebServer(exchange -> script.to(exchange));
        elsewhere = new WebServer(this::listen);
        good = new WebServer(HostileRegistryTest::takeAll);
        String place = hostile.url().substring("http://".length());
        registries =
                new Registries(
                        host ->
                                host.equals(place)
                                        ? new Credentials("ada", SECRET)
                                        : new Credentials("", ""),
                        NO_PROXIES,
                        attempts);
    }

    @AfterEach
    void stop() {
        hostile.close();
        elsewhere.close();
        good.close();
    }

    @Test
    void manifest_whenItHasNoEnd_isRefused() throws Exception {
        script =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        while (true) {
                            out.write(MEGABYTE);
                        }
                    }
                };

        assertRefused("an endless one", "more than 4194304 bytes");
    }

    @Test
    void manifest_whenTheServerStopsInTheMiddle_isGivenUp() throws Exception {
        script =
                exchange -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                };

        try (RegistryClient client =
                new RegistryClient(
                        host(hostile),
                        "team/app",
                        Optional.empty(),
                        NO_PROXIES.selector(),
                        Duration.ofMillis(300),
                        attempts)) {
            assertThatThrownBy(() -> client.manifest("latest"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the registry stopped in the middle of an answer");
            assertThatThrownBy(() -> client.blob(Digest.of(MEGABYTE)).readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasMessage("the registry stopped in the middle of an answer");
        }
    }

    @Test
    void indexes_whenTheyLeadToOthersWithoutEnd_areRefused() throws Exception {
        String document = "{}";
        for (int i = 0; i < 20_000; i++) {
            document = "{\"manifests\":[{\"digest\":\"" + put(document) + "\"}]}";
        }

        assertRefused(document, "leads to others without end");
    }

    @Test
    void index_whenItHasVeryManyParts_isRefused() throws Exception {
        String part = "{\"digest\":\"" + put("{}") + "\"},";
        String list = part.repeat(10_001);

        assertRefused("{\"manifests\":[" + list.substring(0, list.length() - 1) + "]}", "parts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"layers\":[{\"digest\":\"../../x\",\"size\":1}]}",
                "{\"layers\":[{\"digest\":\"sha256:1\",\"size\":1}]}",
                "{\"layers\":[{}]}",
                "{\"config\":7}",
                "{\"manifests\":[[]]}",
                "{\"layers\":[{\"size\":-1,\"digest\":"
                        + "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}]}",
                "{\"layers\":[{\"size\":5,\"digest\":"
                        + "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}]}",
                "nonsense",
                "\0"
            })
    void manifest_whenItIsNone_isRefused(String document) throws Exception {
        documents.put(
                "blobs/" + Digest.of(new byte[0]), "too long".getBytes(StandardCharsets.UTF_8));

        assertRefused(document, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "::", "ftp://localhost/x", "file:///etc/passwd", "http:///", "\\"})
    void redirect_whenItLeadsNowhere_isRefused(String location) throws Exception {
        script =
                exchange -> {
                    exchange.getResponseHeaders().set("Location", location);
                    exchange.sendResponseHeaders(307, -1);
                    exchange.close();
                };

        assertRefused("anything", "");
    }

    @Test
    void redirect_toAnotherServer_doesNotTellItThePassword() throws Exception {
        script = loggedIn(exchange -> redirect(exchange, 307));

        assertRefused("anything", "answers 404");

        assertThat(stray).isNotEmpty().allMatch(request -> request.endsWith(" null"));
    }

    @Test
    void upload_toAnotherServer_doesNotTellItThePassword() throws Exception {
        script =
                loggedIn(
                        exchange -> {
                            if (exchange.getRequestMethod().equals("POST")) {
                                redirect(exchange, 202);
                            } else {
                                exchange.sendResponseHeaders(404, -1);
                                exchange.close();
                            }
                        });
        byte[] content = {1};
        try (RegistryClient client =
                new RegistryClient(
                        host(hostile),
                        "team/app",
                        registries.login(name(hostile)),
                        NO_PROXIES.selector(),
                        RegistryClient.TIMEOUT,
                        attempts)) {
            assertThatThrownBy(
                            () ->
                                    client.upload(
                                            Digest.of(content),
                                            1,
                                            () -> new ByteArrayInputStream(content)))
                    .hasMessageContaining("answers 404");
        }

        assertThat(stray)
                .singleElement()
                .satisfies(request -> assertThat(request).startsWith("PUT").endsWith(" null"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://registry.example/token", "", "::", "ftp://localhost/", "https:///"})
    void login_whenItIsNoPlaceForPasswords_isRefused(String realm) throws Exception {
        script =
                exchange -> {
                    exchange.getResponseHeaders()
                            .set("WWW-Authenticate", "Bearer realm=\"" + realm + "\"");
                    exchange.sendResponseHeaders(401, -1);
                    exchange.close();
                };

        assertRefused("anything", "");
    }

    @Test
    void token_whenItIsNone_isRefused() throws Exception {
        for (String token : List.of("a\\nHost: b", "", "\\u0000", "é")) {
            script =
                    exchange -> {
                        if (exchange.getRequestURI().getPath().equals("/token")) {
                            send(exchange, 200, "{\"token\":\"" + token + "\"}");
                        } else {
                            exchange.getResponseHeaders()
                                    .set(
                                            "WWW-Authenticate",
                                            "Bearer realm=\"" + hostile.url() + "/token\"");
                            exchange.sendResponseHeaders(401, -1);
                            exchange.close();
                        }
                    };

            assertRefused("anything", "gives no token");
        }
    }

    @Test
    void registry_whateverItAnswers_comesToOneFailure() throws Exception {
        long seed = Long.getLong("jbuild.seed", System.nanoTime());
        System.out.println("HostileRegistryTest: -Djbuild.seed=" + seed);
        Random random = new Random(seed);
        script = exchange -> answer(random, exchange);
        SortedMap<Platform, List<Statement>> said =
                new TreeMap<>(
                        Map.of(
                                Platform.parse("linux/amd64"),
                                List.of(Statement.provenance(MissingNode.getInstance()))));
        long end = System.nanoTime() + TIME.toNanos();
        while (System.nanoTime() < end) {
            ImageName image = name(hostile);
            try {
                switch (random.nextInt(4)) {
                    case 0 -> registries.copy(image.at(Digest.of(MEGABYTE)), name(good));
                    case 1 ->
                            registries.ofPlatform(
                                    image, Digest.of(MEGABYTE), Platform.parse("linux/amd64"));
                    case 2 -> registries.name(image, Digest.of(MEGABYTE), said);
                    default ->
                            registries.composeIndex(
                                    image,
                                    new TreeMap<>(Map.of(Platform.parse("linux/amd64"), image)),
                                    said);
                }
            } catch (EnvironmentFailure e) {
                assertPlain(e);
            }
        }
    }

    private void answer(Random random, HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        List<String> locations = List.of("/v2/x", "::", "http://[", "//", "?", hostile.url());
        List<String> bodies =
                List.of(
                        "{",
                        "null",
                        "{\"manifests\":{\"a\":{\"platform\":{\"os\":\"linux\"}}}}",
                        "{\"manifests\":[{\"digest\":7,\"platform\":"
                                + "{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}",
                        "[".repeat(5000),
                        "{\"token\":[]}",
                        "\033[2J");
        List<String> challenges = List.of("Bearer", "Basic", "Bearer realm=\"\"", "x\"y", "");
        exchange.getResponseHeaders()
                .set("Location", locations.get(random.nextInt(locations.size())));
        exchange.getResponseHeaders()
                .set("WWW-Authenticate", challenges.get(random.nextInt(challenges.size())));
        int status =
                List.of(200, 200, 201, 202, 302, 401, 404, 429, 500, 599).get(random.nextInt(10));
        send(exchange, status, bodies.get(random.nextInt(bodies.size())));
    }

    private void assertRefused(String document, String why) throws Exception {
        String digest = put(document);
        ImageName from = name(hostile).at(Digest.parse(digest));
        assertThatThrownBy(() -> registries.copy(from, name(good)))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining(why)
                .satisfies(HostileRegistryTest::assertPlain);
    }

    private static void assertPlain(Throwable failure) {
        assertThat(failure.getMessage())
                .hasSizeLessThan(1000)
                .doesNotContain(SECRET)
                .matches(text -> text.chars().noneMatch(Character::isISOControl), "one line")
                .matches(text -> !text.contains("Exception"), "no Java");
    }

    private String put(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        String digest = Digest.of(bytes).toString();
        documents.put("manifests/" + digest, bytes);
        return digest;
    }

    private void document(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/v2/team/app/".length());
        byte[] document = documents.get(path);
        try (exchange) {
            exchange.sendResponseHeaders(
                    document == null ? 404 : 200, document == null ? -1 : document.length);
            if (document != null) {
                exchange.getResponseBody().write(document);
            }
        }
    }

    /** Goes on only with who says the password. */
    private static WebServer.Answer loggedIn(WebServer.Answer then) {
        return exchange -> {
            if (exchange.getRequestHeaders().containsKey("Authorization")) {
                then.to(exchange);
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
                exchange.sendResponseHeaders(401, -1);
                exchange.close();
            }
        };
    }

    private void redirect(HttpExchange exchange, int status) throws IOException {
        exchange.getResponseHeaders().set("Location", elsewhere.url() + "/there");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void listen(HttpExchange exchange) throws IOException {
        stray.add(
                exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
        exchange.sendResponseHeaders(404, -1);
        exchange.close();
    }

    /** A registry that has nothing, and finds everything good. */
    private static void takeAll(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Location", "/v2/upload");
            exchange.sendResponseHeaders(
                    switch (exchange.getRequestMethod()) {
                        case "POST" -> 202;
                        case "PUT" -> 201;
                        default -> 404;
                    },
                    -1);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String host(WebServer server) {
        return server.url().substring("http://".length());
    }

    private static ImageName name(WebServer server) {
        return ImageName.parse(host(server) + "/team/app:latest");
    }
}
