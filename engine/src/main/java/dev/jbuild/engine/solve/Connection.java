package dev.jbuild.engine.solve;

import dev.jbuild.buildkit.BuildkitClient;
import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.engine.docker.EngineAddress;
import dev.jbuild.engine.limit.Deadline;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A connection to a builder. */
public final class Connection implements AutoCloseable {
    /** Code of the failure that no builder of its own answers. */
    public static final String UNREACHABLE = "builder-unreachable";

    private static final Duration PATIENCE_HERE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
        return open(
                address,
                address.endpoint() instanceof Endpoint.BuildkitdUnix ? PATIENCE_HERE : PATIENCE);
    }

    /**
     * @param patience how long it may take to answer: one that is stopped takes connections, and
     *     says nothing for ever
     */
    static Connection open(BuilderAddress address, Duration patience)
            throws EnvironmentFailure, InterruptedException {
        BuildkitClient client = null;
        boolean answered = false;
        try {
            client = BuildkitClient.connect(address.endpoint());
            // A connection alone does not say who is at its other end.
            Capabilities _ = Deadline.within(patience, client::capabilities);
            answered = true;
            return new Connection(client);
        } catch (BuildkitException e) {
            throw unreachable(address, e.getMessage(), e);
        } catch (TimeoutException e) {
            throw unreachable(
                    address,
                    "what listens there says nothing for " + patience.toSeconds() + " s",
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BuildkitException failure) {
                throw unreachable(address, failure.getMessage(), failure);
            }
            throw new IllegalStateException(e);
        } finally {
            if (!answered && client != null) {
                client.close();
            }
        }
    }

    private static EnvironmentFailure unreachable(
            BuilderAddress address, @Nullable String why, Exception cause) {
        return new EnvironmentFailure(
                UNREACHABLE,
                "no BuildKit answers at `" + address + "`: " + why,
                "check that buildkitd runs there, and --builder or BUILDKIT_HOST; behind"
                        + " `?tlsdir=FOLDER` stand the certificates for TLS",
                cause);
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
