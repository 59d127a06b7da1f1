package dev.jbuild.buildkit.daemon;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;

import javax.net.ssl.SSLContext;

/** Where a daemon listens, and which kind of daemon it is. */
public sealed interface Endpoint {

    /** A Docker engine on a unix socket. */
    record DockerSocket(Path path) implements Endpoint {
        @Override
        public String toString() {
            return "unix://" + path;
        }
    }

    /**
     * A Docker engine on TCP.
     *
     * @param tls trust and client certificate; null is plain text
     */
    record DockerTcp(String host, int port, @Nullable SSLContext tls) implements Endpoint {
        @Override
        public String toString() {
            return "tcp://" + host + ":" + port;
        }
    }

    /** A buildkitd on a unix socket. */
    record BuildkitdUnix(Path path) implements Endpoint {
        @Override
        public String toString() {
            return "buildkitd+unix://" + path;
        }
    }

    /**
     * A buildkitd on TCP.
     *
     * @param tls trust and client certificate; null is plain text
     * @param serverName who the daemon has to prove to be by TLS
     */
    record BuildkitdTcp(String host, int port, @Nullable SSLContext tls, String serverName)
            implements Endpoint {

        /** The same daemon under another name, where its certificate does not have the host. */
        public BuildkitdTcp named(String name) {
            return new BuildkitdTcp(host, port, tls, name);
        }

        @Override
        public String toString() {
            return "buildkitd+tcp://" + host + ":" + port;
        }
    }

    /**
     * Reads {@code unix:///path}, {@code tcp://host:port} (Docker; port 2375 if missing) and the
     * same with {@code buildkitd+} before it (buildkitd; port 1234 if missing), without TLS. Throws
     * {@link IllegalArgumentException} for anything else.
     */
    static Endpoint parse(String text) {
        return parse(text, null);
    }

    /** As {@link #parse(String)}, with TLS for TCP; Docker's default port is then 2376. */
    static Endpoint parse(String text, @Nullable SSLContext tls) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not an endpoint: " + text, e);
        }
        String scheme = uri.getScheme();
        String path = uri.getPath();
        String host = uri.getHost();
        boolean hasPath = path != null && path.length() > 1;
        if ("unix".equals(scheme) && hasPath) {
            return new DockerSocket(Path.of(path));
        }
        if ("buildkitd+unix".equals(scheme) && hasPath) {
            return new BuildkitdUnix(Path.of(path));
        }
        if ("tcp".equals(scheme) && host != null) {
            return new DockerTcp(host, port(uri, tls == null ? 2375 : 2376), tls);
        }
        if ("buildkitd+tcp".equals(scheme) && host != null) {
            return new BuildkitdTcp(host, port(uri, 1234), tls, host);
        }
        throw new IllegalArgumentException(
                "not an endpoint: " + text + " (known: unix, tcp, buildkitd+unix, buildkitd+tcp)");
    }

    private static int port(URI uri, int otherwise) {
        return uri.getPort() < 0 ? otherwise : uri.getPort();
    }
}
