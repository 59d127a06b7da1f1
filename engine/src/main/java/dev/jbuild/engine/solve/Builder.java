package dev.jbuild.engine.solve;

import dev.jbuild.buildkit.BuildOutcome;
import dev.jbuild.buildkit.BuildRequest;
import dev.jbuild.buildkit.BuildkitClient;
import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.buildkit.Export;
import dev.jbuild.buildkit.GatewayWork;
import dev.jbuild.buildkit.Progress;
import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.session.SessionOptions;
import dev.jbuild.engine.docker.EngineAddress;
import dev.jbuild.model.failure.EnvironmentFailure;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs BuildKit builds that share a session's worth of files, secrets and credentials. */
public final class Builder implements AutoCloseable {
    private final BuildkitClient client;
    private final BuildRequest request;

    private Builder(BuildkitClient client, BuildRequest request) {
        this.client = client;
        this.request = request;
    }

    /**
     * Connects to the builder of an engine.
     *
     * @throws EnvironmentFailure when it does not answer
     */
    public static Builder connect(EngineAddress address, SessionOptions session)
            throws EnvironmentFailure {
        try {
            Endpoint endpoint =
                    Endpoint.parse(address.uri().toString(), address.tls().orElse(null));
            return new Builder(
                    BuildkitClient.connect(endpoint), BuildRequest.EMPTY.withSession(session));
        } catch (BuildkitException e) {
            throw Failures.of("connect to the builder of the engine", e);
        }
    }

    /** What the builder can do. */
    public Capabilities capabilities() throws EnvironmentFailure, InterruptedException {
        try {
            return client.capabilities();
        } catch (BuildkitException e) {
            throw Failures.of("ask the builder what it can do", e);
        }
    }

    /** Runs {@code work} in a build without exports that the engine's history does not show. */
    public <T extends @Nullable Object> T build(
            Consumer<Progress> progress, GatewayWork<T> work)
            throws BuildkitException, InterruptedException {
        return client.build(request.withInternal(true).withProgress(progress), work).value();
    }

    /** Runs {@code work} in a build whose result goes to {@code export}. */
    public <T extends @Nullable Object> BuildOutcome<T> export(
            Export export, GatewayWork<T> work) throws BuildkitException, InterruptedException {
        return client.build(
                request.withInternal(true).withExports(List.of(export)), work);
    }

    @Override
    public void close() {
        client.close();
    }
}
