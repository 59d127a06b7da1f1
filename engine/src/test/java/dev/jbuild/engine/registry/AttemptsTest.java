package dev.jbuild.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.testing.WebServer;
import dev.jbuild.engine.web.Proxies;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What is sent again to a registry, and what is not. */
class AttemptsTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    private final List<String> notices = new ArrayList<>();
    private final Attempts attempts =
            new Attempts(List.of(Duration.ofMillis(1), Duration.ofMillis(2)), notices::add);

    private RegistryClient client(String host) throws IOException {
        return new RegistryClient(
                host,
                "team/app",
                Optional.empty(),
                new Proxies(Map.of()).selector(),
                Duration.ofSeconds(5),
                attempts);
    }

    private static String host(WebServer server) {
        return server.url().substring("http://".length());
    }

    /** A server that always gives the same answer, and counts. */
    private static WebServer answering(int status, AtomicInteger asked) throws IOException {
        return new WebServer(
                exchange -> {
                    asked.incrementAndGet();
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void registry_thatStaysBusy_isAskedOnceAfterEachPause(int status) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (WebServer server = answering(status, asked);
                RegistryClient client = client(host(server))) {
            assertThatThrownBy(() -> client.manifest("1"))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(PassingFault.class)
                    .hasMessageStartingWith("the registry answers " + status);
            assertThat(notices)
                    .hasSize(2)
                    .allMatch(
                            text ->
                                    text.startsWith(
                                            host(server) + ": the registry answers " + status));
        }
        assertThat(asked).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 501})
    void refusal_isNotAskedAbout(int status) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (WebServer server = answering(status, asked);
                RegistryClient client = client(host(server))) {
            assertThatThrownBy(() -> client.put("1", "a/b", CONTENT))
                    .isInstanceOf(IOException.class);
        }
        assertThat(asked).hasValue(1);
        assertThat(notices).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'2', 2",
        "'0', 0",
        "'-1', 0",
        "soon, 0",
        "'Thu, 01 Jan 1970 00:00:00 GMT', 0",
        "'99999', 30",
        "'Fri, 31 Dec 9999 23:59:59 GMT', 30"
    })
    void registry_thatSaysWhen_isLeftAloneForSoLong_upToHalfAMinute(String when, long seconds) {
        HttpHeaders headers = HttpHeaders.of(Map.of("Retry-After", List.of(when)), (_, _) -> true);
        PassingFault fault = (PassingFault) PassingFault.of(503, headers, "busy");

        assertThat(Attempts.pause(Duration.ZERO, fault)).hasSeconds(seconds);
        assertThat(Attempts.pause(Duration.ofSeconds(8), fault)).hasSeconds(Math.max(8, seconds));
    }

    @Test
    void upload_thatBreaksOff_isSentAgainAsAWhole() throws Exception {
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        List<String> requests = Collections.synchronizedList(new ArrayList<>());
        try (WebServer server =
                        new WebServer(
                                exchange -> {
                                    try (exchange) {
                                        String body =
                                                new String(
                                                        exchange.getRequestBody().readAllBytes(),
                                                        StandardCharsets.UTF_8);
                                        requests.add(exchange.getRequestMethod());
                                        if (exchange.getRequestMethod().equals("POST")) {
                                            exchange.getResponseHeaders()
                                                    .set("Location", "/upload/" + requests.size());
                                            exchange.sendResponseHeaders(202, -1);
                                        } else {
                                            received.add(exchange.getRequestURI() + " " + body);
                                            exchange.sendResponseHeaders(
                                                    received.size() == 1 ? 502 : 201, -1);
                                        }
                                    }
                                });
                RegistryClient client = client(host(server))) {
            Digest digest = Digest.of(CONTENT);
            client.upload(digest, CONTENT.length, () -> new ByteArrayInputStream(CONTENT));

            assertThat(requests).containsExactly("POST", "PUT", "POST", "PUT");
            assertThat(received)
                    .containsExactly(
                            "/upload/1?digest=" + digest + " content",
                            "/upload/3?digest=" + digest + " content");
        }
        assertThat(notices).hasSize(1);
    }

    @Test
    void port_thatNobodyHas_isTriedAgain() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (RegistryClient client = client("localhost:" + port)) {
            assertThatThrownBy(() -> client.hasManifest("1"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the registry takes no connection");
        }
        assertThat(notices).hasSize(2);
    }

    @Test
    void host_thatNobodyKnows_isToldAtOnce() throws Exception {
        try (RegistryClient client = client("registry.invalid:5000")) {
            assertThatThrownBy(() -> client.hasManifest("1")).isInstanceOf(IOException.class);
        }
        assertThat(notices).isEmpty();
    }

    /** As Java's client tells of it: without a word. */
    @Test
    void of_nameThatNobodyKnows_saysSo_andDoesNotPass() {
        ConnectException nowhere = new ConnectException();
        nowhere.initCause(new UnresolvedAddressException());
        assertThat(PassingFault.of(nowhere))
                .isNotInstanceOf(PassingFault.class)
                .hasMessage("there is no such server: its name is not known")
                .hasCause(nowhere);
    }
}
