package dev.jbuild.engine.web;

import dev.jbuild.engine.limit.Deadline;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.engine.trust.HostTrust;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Reads files of web servers to their ends, to know what they are. Nothing of them is kept. */
public final class Downloads {
    /** A larger one is no file of a build, and may have no end. */
    private static final long LARGEST = 10_000_000_000L;

    /** How long a server may say nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long it may take to send a file. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final int REDIRECTS = 10;
    private static final int BUFFER = 1 << 16;
    private static final int MEGABYTE = 1_000_000;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Proxies proxies;
    private final Optional<HostTrust> trust;
    private final long largest;
    private final Duration longest;

    /**
     * @param environment names the proxies
     * @param trust the authorities that servers are trusted by; none stands for those of Java
     */
    public Downloads(Map<String, String> environment, Optional<HostTrust> trust) {
        this(environment, trust, LARGEST, LONGEST);
    }

    Downloads(
            Map<String, String> environment,
            Optional<HostTrust> trust,
            long largest,
            Duration longest) {
        this.longest = longest;
        this.proxies = new Proxies(environment);
        this.trust = trust;
        this.largest = largest;
    }

    /**
     * The digest of the file that an address leads to at present.
     *
     * @throws UserMistake when the server has no such file for us
     * @throws EnvironmentFailure with the code {@link Failures#BROKEN_TRANSFER} when that may pass
     */
    public Digest digest(String url) throws BuildException {
        try {
            return Deadline.within(longest, () -> read(url));
        } catch (ExecutionException e) {
            throw told(url, e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(url, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(url, "interrupted", e);
        }
    }

    private static BuildException told(String url, @Nullable Throwable cause) {
        return switch (cause) {
            case BuildException known -> known;
            case UnknownHostException e ->
                    unreachable(url, "there is no server `" + e.getMessage() + "`", e);
            case SSLException e -> unreachable(url, String.valueOf(e.getMessage()), e);
            case GeneralSecurityException e -> unreachable(url, String.valueOf(e.getMessage()), e);
            case IOException e ->
                    broken(url, e.getMessage() == null ? e.toString() : e.getMessage(), e);
            case null, default -> throw new IllegalStateException(cause);
        };
    }

    private Digest read(String url) throws IOException, GeneralSecurityException, BuildException {
        URI at = URI.create(url);
        for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
            HttpURLConnection connection = connect(at);
            try {
                int status = connection.getResponseCode();
                if (status / 100 == 2) {
                    return digest(url, connection);
                }
                String location = connection.getHeaderField("Location");
                if (status / 100 != 3 || location == null) {
                    throw refused(url, status);
                }
                at = next(url, at, location);
            } finally {
                connection.disconnect();
            }
        }
        throw mistake("`" + url + "` leads from one address to the next without end");
    }

    private HttpURLConnection connect(URI at) throws IOException, GeneralSecurityException {
        HttpURLConnection connection =
                (HttpURLConnection) at.toURL().openConnection(proxies.of(at.toURL()));
        if (connection instanceof HttpsURLConnection secure && trust.isPresent()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.get().managers(), null);
            secure.setSSLSocketFactory(context.getSocketFactory());
        }
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        // By hand: Java does not follow from one scheme to the other.
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("User-Agent", "jbuild");
        return connection;
    }

    private static URI next(String url, URI from, String location) throws UserMistake {
        try {
            URI next = from.resolve(location);
            if (SCHEMES.contains(String.valueOf(next.getScheme())) && next.getHost() != null) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw mistake("`" + url + "` leads to `" + location + "`, which cannot be fetched");
    }

    private Digest digest(String url, HttpURLConnection connection)
            throws IOException, UserMistake {
        MessageDigest sha256 = Digest.sha256(Long.MAX_VALUE);
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream body = connection.getInputStream()) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                size += read;
                if (size > largest) {
                    throw mistake("`" + url + "` has more than " + largest / MEGABYTE + " MB");
                }
                sha256.update(buffer, 0, read);
            }
        }
        return Digest.of(sha256);
    }

    private static BuildException refused(String url, int status) {
        boolean passes = status == 408 || status == 429 || status / 100 == 5;
        return passes
                ? broken(url, "the server answers " + status, null)
                : mistake("`" + url + "` is not to be had: the server answers " + status);
    }

    private static UserMistake mistake(String problem) {
        return new UserMistake(
                Diagnostic.of(
                        "download-refused",
                        problem,
                        "check the address; a file behind a login cannot be fetched"));
    }

    private static EnvironmentFailure broken(String url, String reason, @Nullable Throwable cause) {
        return new EnvironmentFailure(
                Failures.BROKEN_TRANSFER,
                "cannot read `" + url + "`: " + reason,
                "check the address and the network; what `jbuild.lock` pins is not asked for",
                cause);
    }

    private static EnvironmentFailure unreachable(String url, String reason, Throwable cause) {
        return new EnvironmentFailure(
                "download-unreachable",
                "cannot read `" + url + "`: " + reason,
                "check the address, the network and the proxy of the environment",
                cause);
    }
}
