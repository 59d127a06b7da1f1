package dev.jbuild.cdn.edge;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A web site, asked as visitors ask it. May be used by many threads at once. */
public final class WebSite implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So slow may a site be, in bytes a second. */
    private static final long SLOWEST = 100_000;

    /** What stands for itself in a path, beside letters and digits (RFC 3986, 3.3). */
    private static final String IN_PATHS = "/-._~!$&'()*+,;=:@";

    private final URI base;
    private final HttpClient client;

    /**
     * @param base address of the release's root
     * @throws IllegalArgumentException when it is no address of http, with a message for the user
     */
    public WebSite(String base) {
        this.base = parse(base.endsWith("/") ? base : base + "/");
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    private static URI parse(String base) {
        URI uri = URI.create(base);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getQuery() != null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("`" + base + "` is no address of a web site");
        }
        return uri;
    }

    /** The address of a path of the release. */
    URI address(String path) {
        // Not by URI itself, which composes letters, so that another name would be asked for.
        StringBuilder address = new StringBuilder(base.toString());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || IN_PATHS.indexOf(c) >= 0)) {
                address.append(c);
            } else {
                address.append(String.format("%%%02X", (int) c));
            }
        }
        return URI.create(address.toString());
    }

    /**
     * Fetches a file, not decoded.
     *
     * @param encoding value of {@code Accept-Encoding}
     * @param most bytes that it may have
     */
    HttpResponse<byte[]> get(String path, String encoding, long most) throws IOException {
        return send(
                HttpRequest.newBuilder(address(path)).GET().header("Accept-Encoding", encoding),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), most),
                PATIENCE.plusSeconds(most / SLOWEST));
    }

    /** Asks a cache to forget a file, as Varnish, Squid and the like understand it. */
    HttpResponse<Void> purge(String path) throws IOException {
        return send(
                HttpRequest.newBuilder(address(path))
                        .method("PURGE", HttpRequest.BodyPublishers.noBody()),
                BodyHandlers.discarding(),
                PATIENCE);
    }

    /** The client itself has a limit for the head of an answer alone. */
    private <T> HttpResponse<T> send(
            HttpRequest.Builder request, HttpResponse.BodyHandler<T> body, Duration patience)
            throws IOException {
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request.build(), body);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(this + " takes longer than " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public String toString() {
        return base.toString();
    }

    @Override
    public void close() {
        client.close();
    }
}
