package dev.jbuild.engine.registry;

import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.engine.attest.Descriptors;
import dev.jbuild.engine.docker.RegistryLogin;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads and writes one repository. A registry on this machine is spoken to without TLS, as Docker
 * does.
 */
final class RegistryClient implements StoredImages, AutoCloseable {
    /** How long a registry may usually say nothing. */
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int LONGEST_ANSWER = 300;

    /** As the specification has it; others refuse larger ones as well. */
    private static final int LARGEST_MANIFEST = 4 << 20;

    /** So slow may an upload be, in bytes a second. */
    private static final long SLOWEST = 100_000;

    private static final int REDIRECTS = 5;
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:\\d+)?");
    private static final String ACCEPT =
            String.join(
                    ", ",
                    Descriptors.OCI_INDEX,
                    "application/vnd.docker.distribution.manifest.list.v2+json",
                    Descriptors.OCI_MANIFEST,
                    "application/vnd.docker.distribution.manifest.v2+json");

    private final HttpClient http;
    private final URI base;
    private final RegistryAccess access;
    private final String host;
    private final boolean known;
    private final Duration patience;
    private final Attempts attempts;

    /**
     * @param proxies between here and the registry
     * @param patience how long the registry may say nothing
     * @param attempts how requests are sent again
     */
    RegistryClient(
            String host,
            String repository,
            Optional<RegistryLogin> login,
            ProxySelector proxies,
            Duration patience,
            Attempts attempts)
            throws IOException {
        this.host = host;
        this.known = login.isPresent();
        this.patience = patience;
        this.attempts = attempts;
        boolean secure = !LOOPBACK.matcher(host).matches() || RegistryTrust.isKnown(host);
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(patience).proxy(proxies);
        if (secure) {
            RegistryTrust.of(host).ifPresent(builder::sslContext);
        }
        this.http = builder.build();
        this.base =
                URI.create((secure ? "https://" : "http://") + host + "/v2/" + repository + "/");
        this.access = new RegistryAccess(http, base, repository, login);
    }

    /** Asks the registry whether it lets the user in, once. */
    Reception reception() throws InterruptedException {
        Reception refusal = known ? new Reception.LoginRefused() : new Reception.LoginNeeded();
        try {
            HttpResponse<InputStream> answer =
                    answer(
                            () ->
                                    HttpRequest.newBuilder(base.resolve("/v2/"))
                                            .timeout(patience)
                                            .GET());
            answer.body().close();
            return switch (answer.statusCode()) {
                // Who has to say a name, and may be nobody, is a stranger.
                case 200 ->
                        known || access.header().isEmpty()
                                ? new Reception.Welcome()
                                : new Reception.Stranger();
                case 401, 403 -> refusal;
                default -> new Reception.Failed("the registry answers " + answer.statusCode());
            };
        } catch (RefusedLogin e) {
            return refusal;
        } catch (IOException e) {
            return Reception.of(e);
        }
    }

    @Override
    public Manifest manifest(String reference) throws IOException, InterruptedException {
        return attempts.run(host, () -> manifestOnce(reference));
    }

    private Manifest manifestOnce(String reference) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                send(() -> request("manifests/" + reference).header("Accept", ACCEPT).GET());
        return new Manifest(
                answer.headers().firstValue("Content-Type").orElse(""),
                Bytes.of(PatientStream.readAll(answer.body(), LARGEST_MANIFEST, patience)));
    }

    /** Whether a manifest is there. */
    boolean hasManifest(String reference) throws IOException, InterruptedException {
        return exists("manifests/" + reference);
    }

    /** Whether a tag stands for a manifest or an index. */
    boolean isTagged(String tag, Digest digest) throws IOException, InterruptedException {
        return hasManifest(tag) && Digest.of(manifest(tag).document().toArray()).equals(digest);
    }

    /** Puts a manifest or an index under a tag or its digest. */
    void put(String reference, String mediaType, byte[] document)
            throws IOException, InterruptedException {
        attempts.run(
                        host,
                        () ->
                                send(
                                        () ->
                                                request("manifests/" + reference)
                                                        .header("Content-Type", mediaType)
                                                        .PUT(BodyPublishers.ofByteArray(document))))
                .body()
                .close();
    }

    /** Whether a blob is there. */
    boolean hasBlob(Digest digest) throws IOException, InterruptedException {
        return exists("blobs/" + digest);
    }

    @Override
    public InputStream blob(Digest digest) throws IOException, InterruptedException {
        return attempts.run(
                host,
                () ->
                        new PatientStream(
                                send(() -> request("blobs/" + digest).GET()).body(), patience));
    }

    /** Puts a blob in its place. The registry verifies it. */
    void upload(Digest digest, long size, IoSupplier content)
            throws IOException, InterruptedException {
        // From its beginning: a registry need not know a place for an upload that broke off.
        attempts.run(host, () -> uploadOnce(digest, size, content)).body().close();
    }

    private HttpResponse<InputStream> uploadOnce(Digest digest, long size, IoSupplier content)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> begun =
                send(() -> request("blobs/uploads/").POST(BodyPublishers.noBody()));
        begun.body().close();
        String location =
                begun.headers()
                        .firstValue("Location")
                        .orElseThrow(() -> new IOException("the registry takes no uploads"));
        URI place = Locations.next(begun.uri(), location);
        URI whole =
                URI.create(place + (place.getRawQuery() == null ? "?" : "&") + "digest=" + digest);
        return send(
                () ->
                        HttpRequest.newBuilder(whole)
                                .timeout(patience.plusSeconds(size / SLOWEST))
                                .header("Content-Type", "application/octet-stream")
                                .PUT(
                                        size == 0
                                                ? BodyPublishers.noBody()
                                                : BodyPublishers.fromPublisher(
                                                        BodyPublishers.ofInputStream(content::open),
                                                        size)));
    }

    /** Opens what is uploaded; more than once when it has to be sent again. */
    @FunctionalInterface
    interface IoSupplier {
        InputStream open();
    }

    private boolean exists(String path) throws IOException, InterruptedException {
        return attempts.run(host, () -> existsOnce(path));
    }

    private boolean existsOnce(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                answer(
                        () ->
                                request(path)
                                        .header("Accept", ACCEPT)
                                        .method("HEAD", BodyPublishers.noBody()));
        answer.body().close();
        if (answer.statusCode() == 404) {
            return false;
        }
        require(answer, "");
        return true;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(patience);
    }

    private HttpResponse<InputStream> send(Supplier<HttpRequest.Builder> request)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = answer(request);
        if (answer.statusCode() / 100 != 2) {
            try (InputStream body = new PatientStream(answer.body(), patience)) {
                byte[] text = body.readNBytes(LONGEST_ANSWER);
                require(
                        answer,
                        " "
                                + new String(text, StandardCharsets.UTF_8)
                                        .replaceAll("\\p{Cntrl}+", " ")
                                        .strip());
            }
        }
        return answer;
    }

    private static void require(HttpResponse<?> answer, String text) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw PassingFault.of(answer, "the registry answers " + answer.statusCode() + text);
        }
    }

    /** Logs in when that is asked for, and follows to where blobs are. */
    private HttpResponse<InputStream> answer(Supplier<HttpRequest.Builder> request)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = once(request);
        if (answer.statusCode() == 401
                && access.grant(answer.headers().firstValue("WWW-Authenticate").orElse(""))) {
            answer.body().close();
            answer = once(request);
        }
        String method = answer.request().method();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        for (int i = 0; i < REDIRECTS && reads && answer.statusCode() / 100 == 3; i++) {
            URI next =
                    Locations.next(
                            answer.uri(), answer.headers().firstValue("Location").orElse(""));
            answer.body().close();
            // Without what the registry was told: the store behind it is somebody else.
            answer =
                    send(
                            HttpRequest.newBuilder(next)
                                    .timeout(patience)
                                    .method(method, BodyPublishers.noBody())
                                    .build());
        }
        return answer;
    }

    private HttpResponse<InputStream> once(Supplier<HttpRequest.Builder> request)
            throws IOException, InterruptedException {
        HttpRequest.Builder made = request.get();
        // A registry may have what is uploaded sent elsewhere.
        if (Locations.isSameServer(made.build().uri(), base)) {
            access.header().ifPresent(value -> made.setHeader("Authorization", value));
        }
        return send(made.build());
    }

    private HttpResponse<InputStream> send(HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw PassingFault.of(e);
        }
    }

    @Override
    public void close() {
        // Not in an orderly way: that would wait for what a server never sends.
        http.shutdownNow();
    }
}
