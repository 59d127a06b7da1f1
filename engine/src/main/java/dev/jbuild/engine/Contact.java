package dev.jbuild.engine;

import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.solve.BuilderAddress;
import dev.jbuild.engine.solve.Connection;
import dev.jbuild.engine.trust.HostTrust;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.Map;
import java.util.Optional;

/**
 * The engine, the connection to its builder, and what steps are to trust: all that a build needs
 * from outside of the project before its first step. None of it depends on what is built, so it can
 * be seen to while the project is looked at. A build that turns out to need nothing of it is told
 * of no failure.
 */
final class Contact implements AutoCloseable {
    private final BuildRequest request;
    private final Ahead<DockerEngine> engine;
    private final Ahead<Optional<HostTrust>> trust;
    private Ahead<Connection> builder;

    /** Nothing of it begins before it is asked for. */
    Contact(BuildRequest request) {
        Map<String, String> environment = request.session().environment();
        this.request = request;
        this.engine = new Ahead<>(() -> DockerEngine.find(environment));
        this.trust = new Ahead<>(() -> HostTrust.read(request.session().trust(), environment));
        this.builder = new Ahead<>(this::connect);
    }

    /** Begins with everything, beside what the caller does. */
    Contact begin() {
        builder.begin();
        trust.begin();
        return this;
    }

    private Connection connect() throws EnvironmentFailure, InterruptedException {
        Optional<BuilderAddress> own = ownBuilder();
        Connection connection =
                own.isPresent()
                        ? Connection.open(own.get())
                        : Connection.open(engine.get().address());
        boolean ready = false;
        try {
            // Every build asks for them, and the connection remembers.
            connection.capabilities();
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    DockerEngine engine() throws EnvironmentFailure, InterruptedException {
        return engine.get();
    }

    /** The builder that is not the one inside of the engine, where the user has one. */
    Optional<BuilderAddress> ownBuilder() throws EnvironmentFailure {
        return BuilderAddress.chosen(request.session().builder(), request.session().environment());
    }

    Connection builder() throws EnvironmentFailure, InterruptedException {
        return builder.get();
    }

    /** Has the next one that asks for the builder get a new connection. */
    void disconnectBuilder() throws EnvironmentFailure {
        builder.end(Connection::close);
        builder = new Ahead<>(this::connect);
    }

    Optional<HostTrust> trust() throws EnvironmentFailure, InterruptedException {
        return trust.get();
    }

    @Override
    public void close() throws EnvironmentFailure {
        builder.end(Connection::close);
        engine.end(DockerEngine::close);
    }
}
