package dev.jbuild.engine.solve;

import dev.jbuild.buildkit.BuildOutcome;
import dev.jbuild.buildkit.BuildRequest;
import dev.jbuild.buildkit.BuildkitClient;
import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.buildkit.Entitlement;
import dev.jbuild.buildkit.Export;
import dev.jbuild.buildkit.Finish;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.GatewayResult;
import dev.jbuild.buildkit.Progress;
import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.session.SessionOptions;
import dev.jbuild.engine.docker.EngineAddress;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Runs BuildKit builds that share a session's worth of files, secrets and credentials. */
public final class Builder implements AutoCloseable {
    /** Code of the failure that no builder of its own answers. */
    public static final String UNREACHABLE = "builder-unreachable";

    private final BuildkitClient client;
    private final SessionOptions session;
    private final Set<Entitlement> rights;

    private Builder(BuildkitClient client, SessionOptions session, Set<Entitlement> rights) {
        this.client = client;
        this.session = session;
        this.rights = rights;
    }

    /**
     * Connects to the builder of an engine.
     *
     * @param rights what steps may do beyond the usual
     * @throws EnvironmentFailure when it does not answer
     */
    public static Builder connect(
            EngineAddress address, SessionOptions session, Set<Entitlement> rights)
            throws EnvironmentFailure {
        Endpoint endpoint = Endpoint.parse(address.uri().toString(), address.tls().orElse(null));
        try {
            return new Builder(BuildkitClient.connect(endpoint), session, rights);
        } catch (BuildkitException e) {
            throw Failures.of("connect to the builder of the engine", e);
        }
    }

    /**
     * Connects to a builder of its own.
     *
     * @param rights what steps may do beyond the usual
     * @throws EnvironmentFailure when it does not answer
     */
    public static Builder connect(
            BuilderAddress address, SessionOptions session, Set<Entitlement> rights)
            throws EnvironmentFailure, InterruptedException {
        Endpoint endpoint = address.endpoint();
        BuildkitClient client = null;
        try {
            client = BuildkitClient.connect(endpoint);
            // A connection alone does not say who is at its other end.
            Capabilities _ = client.capabilities();
            return new Builder(client, session, rights);
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

    /** What the builder can do. */
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

    /** Runs {@code work} in a build without exports that the engine's history does not show. */
    public <T> T build(Consumer<Progress> progress, Work<T> work)
            throws BuildException, BuildkitException, InterruptedException {
        try {
            return client.build(
                            request(progress).build(),
                            gateway -> Finish.with(passingOn(work, gateway)))
                    .value();
        } catch (Passed e) {
            throw e.failure;
        }
    }

    /**
     * Runs {@code work} in a build whose result goes to {@code export}.
     *
     * @param settings of the builder, such as {@code attest:provenance}
     * @return what the exporter reports
     */
    public BuildOutcome<GatewayResult> export(
            Export export,
            Map<String, String> settings,
            Consumer<Progress> progress,
            Work<GatewayResult> work)
            throws BuildException, BuildkitException, InterruptedException {
        try {
            return client.build(
                    request(progress).exports(List.of(export)).frontendAttrs(settings).build(),
                    gateway -> {
                        GatewayResult result = passingOn(work, gateway);
                        return new Finish<>(result, result);
                    });
        } catch (Passed e) {
            throw e.failure;
        }
    }

    private BuildRequest.Builder request(Consumer<Progress> progress) {
        return BuildRequest.builder()
                .session(session)
                .entitlements(rights)
                .internal(true)
                .progress(progress);
    }

    private static <T> T passingOn(Work<T> work, Gateway gateway)
            throws BuildkitException, InterruptedException {
        try {
            return work.run(gateway);
        } catch (BuildException e) {
            throw new Passed(e);
        }
    }

    /** What is done in a build. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Gateway gateway) throws BuildException, BuildkitException, InterruptedException;
    }

    /** Carries a failure of ours through the client, which declares only its own. */
    private static final class Passed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final BuildException failure;

        Passed(BuildException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
