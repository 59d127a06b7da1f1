package dev.jbuild.engine.docker;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/**
 * Where the engine listens.
 *
 * @param uri {@code unix:///path}, {@code tcp://host:port} or {@code ssh://user@host}
 * @param tls the user's certificates, present when the address is to be spoken to by TLS
 * @param settings the files that had a say in it, those that are missing among them
 */
public record EngineAddress(URI uri, Optional<SSLContext> tls, List<Path> settings) {
    public EngineAddress {
        settings = List.copyOf(settings);
    }

    /** The socket of this machine at which it listens; empty when it is elsewhere. */
    Optional<Path> socket() {
        return "unix".equals(uri.getScheme())
                ? Optional.ofNullable(uri.getPath()).map(Path::of)
                : Optional.empty();
    }

    /** The same engine by way of a socket on this machine. */
    EngineAddress through(Path socket) {
        return new EngineAddress(URI.create("unix://" + socket), Optional.empty(), settings);
    }
}
