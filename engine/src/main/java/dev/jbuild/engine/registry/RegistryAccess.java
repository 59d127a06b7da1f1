package dev.jbuild.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;

import dev.jbuild.engine.docker.RegistryLogin;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The right to use a repository: by name and password, or by a token that the registry's login
 * gives for them, or to anybody.
 */
final class RegistryAccess {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final String BEARER = "Bearer ";
    private static final int LARGEST_TOKEN = 1 << 20;
    private static final Set<Integer> REFUSALS = Set.of(401, 403);
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private final HttpClient http;
    private final URI registry;
    private final String repository;
    private final Optional<RegistryLogin> login;
    private Optional<String> header = Optional.empty();

    /**
     * @param registry whose login it is
     */
    RegistryAccess(
            HttpClient http, URI registry, String repository, Optional<RegistryLogin> login) {
        this.http = http;
        this.registry = registry;
        this.repository = repository;
        this.login = login;
    }

    /** What requests say of themselves, once a registry has asked for it. */
    Optional<String> header() {
        return header;
    }

    /**
     * Does what a registry asks for.
     *
     * @return whether it is worth asking again
     */
    boolean grant(String challenge) throws IOException, InterruptedException {
        // Tokens do not live long, and are renewed. A password does not get better.
        if (header.isPresent() && !header.get().startsWith(BEARER)) {
            return false;
        }
        header =
                Optional.of(
                        challenge.regionMatches(true, 0, BEARER, 0, BEARER.length())
                                ? BEARER + token(challenge)
                                : basic());
        return true;
    }

    private String token(String challenge) throws IOException, InterruptedException {
        String realm = "";
        StringBuilder query =
                new StringBuilder("scope=" + encoded("repository:" + repository + ":pull,push"));
        Matcher parameters = PARAMETER.matcher(challenge);
        while (parameters.find()) {
            if (parameters.group(1).equals("realm")) {
                realm = parameters.group(2);
            } else if (parameters.group(1).equals("service")) {
                query.append("&service=").append(encoded(parameters.group(2)));
            }
        }
        HttpResponse<InputStream> answer = send(question(realm(realm), query.toString()));
        byte[] body = PatientStream.readAll(answer.body(), LARGEST_TOKEN, TIMEOUT);
        if (answer.statusCode() != 200) {
            String told = "the registry's login answers " + answer.statusCode();
            throw REFUSALS.contains(answer.statusCode())
                    ? new RefusedLogin(told)
                    : PassingFault.of(answer, told);
        }
        JsonNode token = Documents.read(body);
        String text = token.path("token").asText(token.path("access_token").asText(""));
        if (!TOKEN.matcher(text).matches()) {
            throw new IOException("the registry's login gives no token");
        }
        return text;
    }

    private HttpResponse<InputStream> send(HttpRequest question)
            throws IOException, InterruptedException {
        try {
            return http.send(question, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw PassingFault.of(e);
        }
    }

    /**
     * Who gives tokens is another server at times, and has to be told the password. So the registry
     * must have said it under TLS, and the password goes under TLS; on this machine there is none.
     */
    private URI realm(String text) throws IOException {
        URI realm = Locations.next(registry, text);
        if (!"https".equals(realm.getScheme()) && !Locations.isLoopback(realm)) {
            throw new IOException("the registry's login at `" + text + "` has no TLS");
        }
        return realm;
    }

    /** An identity token, as some helpers have it in place of a password, is exchanged. */
    private HttpRequest question(URI realm, String query) throws IOException {
        if (login.isPresent() && login.get().user().isEmpty()) {
            String form =
                    query
                            + "&grant_type=refresh_token&client_id=jbuild&refresh_token="
                            + encoded(login.get().secret());
            return HttpRequest.newBuilder(realm)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build();
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        realm + (realm.getRawQuery() == null ? "?" : "&") + query))
                        .timeout(TIMEOUT);
        if (login.isPresent()) {
            request.header("Authorization", basic());
        }
        return request.GET().build();
    }

    private String basic() throws IOException {
        RegistryLogin known =
                login.orElseThrow(() -> new RefusedLogin("the registry asks for a login"));
        String pair = known.user() + ":" + known.secret();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
