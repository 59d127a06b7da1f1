package dev.jbuild.engine.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;

import dev.jbuild.buildkit.testing.Password;
import dev.jbuild.buildkit.testing.RegistryProcess;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A registry that takes tokens, and the server that gives them to whoever knows the password: by
 * basic authentication, or by a form as OAuth has it.
 */
public final class TokenRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "test";
    private static final String ISSUER = "jbuild-test";

    private final String certificate;
    private final PrivateKey key;
    private final Queue<String> granted = new ConcurrentLinkedQueue<>();
    private final WebServer server;
    private final String host;
    private final RegistryProcess process;

    /** Starts both, with all that they keep in an empty folder. */
    public TokenRegistry(Path folder) throws Exception {
        new TestCertificates().write(folder, "authority.pem", "certificate.pem", "key.pem");
        this.certificate = content(folder.resolve("certificate.pem"));
        this.key =
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(
                                        Base64.getDecoder()
                                                .decode(content(folder.resolve("key.pem")))));
        this.server = new WebServer(this::answer);
        this.host = RegistryProcess.freeHost("localhost");
        this.process =
                new RegistryProcess(
                        folder,
                        host,
                        """
                        auth:
                          token:
                            realm: %s/token
                            service: %s
                            issuer: %s
                            rootcertbundle: %s/authority.pem
                        """
                                .formatted(server.url(), SERVICE, ISSUER, folder));
    }

    private static String content(Path pem) throws IOException {
        return Files.readAllLines(pem).stream()
                .filter(line -> !line.startsWith("-"))
                .reduce("", String::concat);
    }

    /** Host and port. */
    public String host() {
        return host;
    }

    /** What a build needs in its environment to be logged in. */
    public Map<String, String> environment() throws IOException {
        return process.login(Password.USER, Password.PASSWORD);
    }

    /** The scopes that somebody got a token for. */
    public List<String> granted() {
        return List.copyOf(granted);
    }

    private void answer(HttpExchange exchange) throws Exception {
        byte[] form = exchange.getRequestBody().readAllBytes();
        String query =
                exchange.getRequestMethod().equals("POST")
                        ? new String(form, StandardCharsets.UTF_8)
                        : exchange.getRequestURI().getRawQuery();
        List<String> fields =
                Arrays.stream(query.split("&", -1))
                        .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
                        .toList();
        String pair =
                Base64.getEncoder()
                        .encodeToString(
                                (Password.USER + ":" + Password.PASSWORD)
                                        .getBytes(StandardCharsets.UTF_8));
        boolean known =
                ("Basic " + pair).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                        || fields.containsAll(
                                List.of(
                                        "username=" + Password.USER,
                                        "password=" + Password.PASSWORD));
        try (exchange) {
            if (!known) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            List<String> scopes =
                    fields.stream()
                            .filter(field -> field.startsWith("scope="))
                            .flatMap(field -> Arrays.stream(field.substring(6).split(" ", -1)))
                            .toList();
            granted.addAll(scopes);
            String token = token(scopes);
            byte[] body =
                    JSON.writeValueAsBytes(
                            Map.of("token", token, "access_token", token, "expires_in", 300));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String token(List<String> scopes) throws Exception {
        List<Map<String, Object>> access = new ArrayList<>();
        for (String scope : scopes) {
            String[] parts = scope.split(":", -1);
            access.add(
                    Map.of(
                            "type", parts[0],
                            "name", parts[1],
                            "actions", Arrays.asList(parts[2].split(",", -1))));
        }
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims =
                Map.of(
                        "iss",
                        ISSUER,
                        "sub",
                        Password.USER,
                        "aud",
                        SERVICE,
                        "iat",
                        now - 10,
                        "nbf",
                        now - 10,
                        "exp",
                        now + 300,
                        "jti",
                        UUID.randomUUID().toString(),
                        "access",
                        access);
        String signed =
                part(Map.of("typ", "JWT", "alg", "ES256", "x5c", List.of(certificate)))
                        + "."
                        + part(claims);
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + encoded(signature.sign());
    }

    private static String part(Map<String, Object> fields) throws IOException {
        return encoded(JSON.writeValueAsBytes(fields));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        process.close();
        server.close();
    }
}
