package dev.jbuild.engine.docker;

import dev.jbuild.model.Digest;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

import javax.net.ssl.SSLContext;

/**
 * Where the engine listens.
 *
 * @param uri {@code unix:///path}, {@code tcp://host:port} or {@code ssh://user@host}
 * @param tls the user's certificates, present when the address is to be spoken to by TLS
 * @param settings the files that had a say in it, with the contents that had it; without one those
 *     that were missing
 */
public record EngineAddress(
        URI uri, Optional<SSLContext> tls, SequencedMap<Path, Optional<Digest>> settings) {
    public EngineAddress {
        settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
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
