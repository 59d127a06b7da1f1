package dev.jbuild.engine.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.jbuild.buildkit.testing.Forwarder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Executors;

/** The real registry, which has too much to do until it recovers. */
public final class BusyRegistry implements AutoCloseable {
    /** In place of a status: the connection is reset. */
    public static final int RESET = 0;

    private static final List<String> ASKED = List.of("Accept", "Content-Type");
    private static final List<String> PASSED_ON =
            List.of(
                    "Content-Type",
                    "Docker-Content-Digest",
                    "Docker-Distribution-Api-Version",
                    "Location");

    private final HttpServer server;
    private final Forwarder front;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int status;
    private volatile boolean busy = true;

    /**
     * @param status what questions for manifests and blobs are answered with, or {@link #RESET}
     */
    public BusyRegistry(int status) throws IOException {
        this.status = status;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        // Engines may try TLS first.
        this.front = new Forwarder(server.getAddress()).withoutTls();
    }

    /** Host and port, as in image names. */
    public String name() throws IOException {
        return front.name();
    }

    /** From now on it answers. */
    public void recover() {
        busy = false;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (busy && !exchange.getRequestURI().getPath().equals("/v2/")) {
                if (status == RESET) {
                    front.reset();
                } else {
                    exchange.sendResponseHeaders(status, -1);
                }
                return;
            }
            HttpResponse<byte[]> answer = ask(exchange);
            for (String header : PASSED_ON) {
                answer.headers()
                        .firstValue(header)
                        .ifPresent(value -> exchange.getResponseHeaders().set(header, value));
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head) {
                answer.headers()
                        .firstValue("Content-Length")
                        .ifPresent(
                                length ->
                                        exchange.getResponseHeaders()
                                                .set("Content-Length", length));
            }
            exchange.sendResponseHeaders(
                    answer.statusCode(),
                    head || answer.body().length == 0 ? -1 : answer.body().length);
            if (!head) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://"
                                                + EngineUnderTest.registry()
                                                + exchange.getRequestURI()))
                        .method(
                                exchange.getRequestMethod(),
                                BodyPublishers.ofByteArray(
                                        exchange.getRequestBody().readAllBytes()));
        for (String header : ASKED) {
            exchange.getRequestHeaders()
                    .getOrDefault(header, List.of())
                    .forEach(value -> request.header(header, value));
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() throws IOException {
        front.close();
        server.stop(0);
        http.close();
    }
}
