package dev.jbuild.engine.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.engine.docker.RegistryLogin;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes manifests of one repository, by the OCI distribution specification. A registry
 * on this machine is spoken to without TLS, as Docker does.
 */
final class RegistryClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:\\d+)?");
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final String ACCEPT =
            String.join(
                    ", ",
                    "application/vnd.oci.image.index.v1+json",
                    "application/vnd.docker.distribution.manifest.list.v2+json",
                    "application/vnd.oci.image.manifest.v1+json",
                    "application/vnd.docker.distribution.manifest.v2+json");

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String base;
    private final String repository;
    private final Optional<RegistryLogin> login;
    private Optional<String> authorization = Optional.empty();

    RegistryClient(String host, String repository, Optional<RegistryLogin> login) {
        String scheme = LOOPBACK.matcher(host).matches() ? "http" : "https";
        this.base = scheme + "://" + host + "/v2/" + repository + "/manifests/";
        this.repository = repository;
        this.login = login;
    }

    /** A manifest or an index, byte for byte. */
    record Manifest(String mediaType, Bytes document) {}

    /** What a tag or a digest stands for. */
    Manifest manifest(String tag) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(request(tag).header("Accept", ACCEPT).GET());
        String mediaType = answer.headers().firstValue("Content-Type").orElse("");
        return new Manifest(mediaType, Bytes.of(answer.body()));
    }

    void put(String tag, String mediaType, byte[] document)
            throws IOException, InterruptedException {
        send(
                request(tag)
                        .header("Content-Type", mediaType)
                        .PUT(BodyPublishers.ofByteArray(document)));
    }

    private HttpRequest.Builder request(String tag) {
        return HttpRequest.newBuilder(URI.create(base + tag)).timeout(TIMEOUT);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        authorization.ifPresent(value -> request.setHeader("Authorization", value));
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() == 401 && authorization.isEmpty()) {
            authorization =
                    Optional.of(
                            authorize(answer.headers().firstValue("WWW-Authenticate").orElse("")));
            return send(request);
        }
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    "the registry answers "
                            + answer.statusCode()
                            + " "
                            + new String(answer.body(), StandardCharsets.UTF_8).strip());
        }
        return answer;
    }

    private String authorize(String challenge) throws IOException, InterruptedException {
        if (!challenge.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return basic();
        }
        String realm = "";
        StringBuilder query =
                new StringBuilder("scope=")
                        .append(encoded("repository:" + repository + ":pull,push"));
        Matcher parameters = PARAMETER.matcher(challenge);
        while (parameters.find()) {
            if (parameters.group(1).equals("realm")) {
                realm = parameters.group(2);
            } else if (parameters.group(1).equals("service")) {
                query.append("&service=").append(encoded(parameters.group(2)));
            }
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(realm + "?" + query)).timeout(TIMEOUT);
        if (login.isPresent()) {
            request.header("Authorization", basic());
        }
        HttpResponse<byte[]> answer = http.send(request.GET().build(), BodyHandlers.ofByteArray());
        JsonNode token = JSON.readTree(answer.body());
        String text = token.path("token").asText(token.path("access_token").asText(""));
        if (answer.statusCode() != 200 || text.isEmpty()) {
            throw new IOException("the registry's login answers " + answer.statusCode());
        }
        return "Bearer " + text;
    }

    private String basic() throws IOException {
        RegistryLogin known =
                login.orElseThrow(() -> new IOException("the registry asks for a login"));
        String pair = known.user() + ":" + known.secret();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
