package dev.jbuild.engine.solve;

import dev.jbuild.buildkit.BuildkitClient;
import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.engine.docker.EngineAddress;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.List;
import java.util.Optional;

/** A connection to a builder. */
public final class Connection implements AutoCloseable {
    /** Code of the failure that no builder of its own answers. */
    public static final String UNREACHABLE = "builder-unreachable";

    private final BuildkitClient client;

    private Connection(BuildkitClient client) {
        this.client = client;
    }

    /**
     * Connects to the builder of an engine.
     *
     * @throws EnvironmentFailure when it does not answer
     */
    public static Connection open(EngineAddress address) throws EnvironmentFailure {
        Endpoint endpoint = Endpoint.parse(address.uri().toString(), address.tls().orElse(null));
        try {
            return new Connection(BuildkitClient.connect(endpoint));
        } catch (BuildkitException e) {
            throw Failures.of("connect to the builder of the engine", e);
        }
    }

    /**
     * Connects to a builder of its own.
     *
     * @throws EnvironmentFailure when it does not answer
     */
    public static Connection open(BuilderAddress address)
            throws EnvironmentFailure, InterruptedException {
        Endpoint endpoint = address.endpoint();
        BuildkitClient client = null;
        try {
            client = BuildkitClient.connect(endpoint);
            // A connection alone does not say who is at its other end.
            Capabilities _ = client.capabilities();
            return new Connection(client);
        } catch (BuildkitException e) {
            if (client != null) {
                client.close();
            }
            throw new EnvironmentFailure(
                    UNREACHABLE,
                    "no BuildKit answers at `" + address + "`: " + e.getMessage(),
                    "check that buildkitd runs there, and --builder or BUILDKIT_HOST; behind"
                            + " `?tlsdir=FOLDER` stand the certificates for TLS",
                    e);
        }
    }

    /** What the builder can do; asked for once. */
    public Capabilities capabilities() throws EnvironmentFailure, InterruptedException {
        try {
            return client.capabilities();
        } catch (BuildkitException e) {
            throw Failures.of("ask the builder what it can do", e);
        }
    }

    /**
     * What platforms the builder runs, its own first. Emulators are tried out, which takes a
     * moment.
     */
    public List<Platform> platforms() throws EnvironmentFailure {
        try {
            return client.probePlatforms();
        } catch (BuildkitException e) {
            throw Failures.of("ask the builder which platforms it runs", e);
        }
    }

    /** What the builder calls its version; empty when it does not say. */
    public Optional<String> version() throws EnvironmentFailure {
        try {
            return client.version();
        } catch (BuildkitException e) {
            throw Failures.of("ask the builder for its version", e);
        }
    }

    BuildkitClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
    }
}
