package dev.jbuild.engine.docker;

import java.net.URI;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/**
 * Where the engine listens.
 *
 * @param uri {@code unix:///path} or {@code tcp://host:port}
 * @param tls the user's certificates, present when the address is to be spoken to by TLS
 */
public record EngineAddress(URI uri, Optional<SSLContext> tls) {}
