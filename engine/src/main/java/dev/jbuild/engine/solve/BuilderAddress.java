package dev.jbuild.engine.solve;

import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.engine.docker.TlsFiles;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLContext;

/**
 * Where a buildkitd listens, as users write it: {@code unix:///path} or {@code tcp://host:port},
 * the latter with what TLS needs behind a question mark, by the names that {@code buildctl} and
 * {@code docker buildx} have for it.
 */
public final class BuilderAddress {
    private static final String FOLDER = "tlsdir";
    private static final String AUTHORITY = "cacert";
    private static final String CERTIFICATE = "cert";
    private static final String KEY = "key";
    private static final String SERVER_NAME = "servername";
    private static final Set<String> SETTINGS =
            Set.of(FOLDER, AUTHORITY, CERTIFICATE, KEY, SERVER_NAME);

    private final String address;
    private final Map<String, String> settings;

    private BuilderAddress(String address, Map<String, String> settings) {
        this.address = address;
        this.settings = settings;
    }

    /**
     * Reads an address; no file is looked at.
     *
     * @throws IllegalArgumentException with what is wrong with it, for people
     */
    public static BuilderAddress parse(String text) {
        int question = text.indexOf('?');
        String address = question < 0 ? text : text.substring(0, question);
        Map<String, String> settings =
                question < 0 ? Map.of() : settings(text.substring(question + 1));
        if (!isAddress(address)) {
            throw new IllegalArgumentException(
                    "is no address of a BuildKit; write unix:///PATH or tcp://HOST:PORT");
        }
        if (!settings.isEmpty() && !address.startsWith("tcp:")) {
            throw new IllegalArgumentException("has settings for TLS, which only tcp:// has");
        }
        if (settings.containsKey(CERTIFICATE) != settings.containsKey(KEY)) {
            throw new IllegalArgumentException("needs cert and key, or none of them");
        }
        return new BuilderAddress(address, settings);
    }

    private static boolean isAddress(String address) {
        try {
            URI uri = URI.create(address);
            return "unix".equals(uri.getScheme())
                    ? uri.getPath() != null && uri.getPath().length() > 1
                    : "tcp".equals(uri.getScheme()) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Map<String, String> settings(String query) {
        Map<String, String> settings = new HashMap<>();
        for (String setting : query.split("&", -1)) {
            int equals = setting.indexOf('=');
            String name = equals < 0 ? setting : setting.substring(0, equals);
            if (equals < 0 || !SETTINGS.contains(name)) {
                throw new IllegalArgumentException(
                        "has the setting `"
                                + name
                                + "`; there are tlsdir, cacert, cert, key and servername, each with"
                                + " `=`");
            }
            String value =
                    URLDecoder.decode(
                            setting.substring(equals + 1).replace("+", "%2B"),
                            StandardCharsets.UTF_8);
            settings.put(name, value);
            if (!name.equals(SERVER_NAME)) {
                requirePath(value);
            }
        }
        return Map.copyOf(settings);
    }

    private static void requirePath(String value) {
        try {
            Path _ = Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("has a path that is none", e);
        }
    }

    /**
     * Where to connect, with certificates read.
     *
     * @throws EnvironmentFailure when a certificate cannot be read
     */
    Endpoint endpoint() throws EnvironmentFailure {
        @Nullable SSLContext tls = settings.isEmpty() ? null : tls().context();
        Endpoint endpoint = Endpoint.parse("buildkitd+" + address, tls);
        String name = settings.getOrDefault(SERVER_NAME, "");
        return endpoint instanceof Endpoint.BuildkitdTcp tcp && !name.isEmpty()
                ? tcp.named(name)
                : endpoint;
    }

    private TlsFiles tls() throws EnvironmentFailure {
        TlsFiles folder =
                settings.containsKey(FOLDER)
                        ? TlsFiles.in(Path.of(settings.getOrDefault(FOLDER, "")))
                        : new TlsFiles(Optional.empty(), Optional.empty());
        return new TlsFiles(
                path(AUTHORITY).or(folder::authority),
                path(CERTIFICATE)
                        .flatMap(cert -> path(KEY).map(key -> new TlsFiles.Identity(cert, key)))
                        .or(folder::identity));
    }

    private Optional<Path> path(String name) {
        return Optional.ofNullable(settings.get(name)).map(Path::of);
    }

    /** Where it is, without how to get in. */
    @Override
    public String toString() {
        return address;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BuilderAddress that
                && address.equals(that.address)
                && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }
}
