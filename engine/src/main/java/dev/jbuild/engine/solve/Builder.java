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
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.session.SessionOptions;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Runs BuildKit builds that share a session's worth of files, secrets and credentials. */
public final class Builder {
    private final Connection connection;
    private final BuildkitClient client;
    private final SessionOptions session;
    private final Set<Entitlement> rights;

    /**
     * @param rights what steps may do beyond the usual
     */
    public Builder(Connection connection, SessionOptions session, Set<Entitlement> rights) {
        this.connection = connection;
        this.client = connection.client();
        this.session = session;
        this.rights = rights;
    }

    /** What the builder can do. */
    public Capabilities capabilities() throws EnvironmentFailure, InterruptedException {
        return connection.capabilities();
    }

    /** What platforms it runs, see {@link Connection#platforms()}. */
    public List<Platform> platforms() throws EnvironmentFailure {
        return connection.platforms();
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
     * @return what the exporter reports
     */
    public BuildOutcome<GatewayResult> export(
            Export export, Consumer<Progress> progress, Work<GatewayResult> work)
            throws BuildException, BuildkitException, InterruptedException {
        try {
            return client.build(
                    request(progress).exports(List.of(export)).build(),
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
}
