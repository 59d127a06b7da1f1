package dev.jbuild.buildkit.session;

import java.io.IOException;

/** Gives the daemon the credentials for registries that ask for them. */
@FunctionalInterface
public interface CredentialsProvider {

    /** Has none. */
    CredentialsProvider ANONYMOUS = host -> Credentials.ANONYMOUS;

    /**
     * Credentials for a registry host, with port if it has one; Docker Hub is {@code
     * registry-1.docker.io}. Called from threads of the session after the registry has refused an
     * anonymous request. An {@link IOException} fails what needed them, with its message.
     */
    Credentials credentials(String host) throws IOException;
}
