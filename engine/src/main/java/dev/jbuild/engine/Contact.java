package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.solve.BuilderAddress;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.solve.Connection;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.engine.trust.HostTrust;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The engine, the connections to builders, and what steps are to trust: all that a build needs from
 * outside of the project before its first step. None of it depends on what is built, so it can be
 * seen to while the project is looked at. A build that turns out to need nothing of it is told of
 * no failure.
 */
final class Contact implements AutoCloseable {
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(3));

    private final Builders builders;
    private final Ahead<DockerEngine> engine;
    private final Ahead<Optional<HostTrust>> trust;
    private final Map<Site, Ahead<Connection>> connections = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Nothing of it begins before it is asked for.
     *
     * @throws BuildException when the environment or the project names a builder that cannot be
     *     one, or the user certificates that are none
     */
    Contact(BuildRequest request) throws BuildException {
        HostTrust.requireReadable(request.session().trust());
        Map<String, String> environment = request.session().environment();
        this.builders =
                request.session().builders().in(environment).or(BuilderFile.read(request.root()));
        this.engine = new Ahead<>(() -> DockerEngine.find(environment));
        this.trust = new Ahead<>(() -> HostTrust.read(request.session().trust(), environment));
    }

    /** Begins with everything, beside what the caller does. */
    void begin(Collection<Site> sites) {
        sites.forEach(site -> ahead(site).begin());
        trust.begin();
    }

    /** The builders of the user. */
    Builders builders() {
        return builders;
    }

    private Ahead<Connection> ahead(Site site) {
        return connections.computeIfAbsent(site, _ -> new Ahead<>(() -> connect(site)));
    }

    /**
     * Connects. A daemon with much to do breaks off a connection whose first words come late. It
     * has answered, so it is called again.
     */
    private Connection connect(Site site)
            throws BuildException, BuildkitException, InterruptedException {
        AtomicBoolean answered = new AtomicBoolean();
        return new Retry(_ -> {}, answered::get, new Connections(() -> {}), PAUSES)
                .run(() -> greet(site, answered));
    }

    /**
     * Asks what the builder can do, besides: every build wants to know, and the connection
     * remembers.
     */
    private Connection greet(Site site, AtomicBoolean answered)
            throws EnvironmentFailure, InterruptedException {
        Connection connection = open(site, answered);
        answered.set(true);
        boolean ready = false;
        try {
            connection.capabilities();
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    private Connection open(Site site, AtomicBoolean answered)
            throws EnvironmentFailure, InterruptedException {
        Optional<BuilderAddress> own = site.builder();
        try {
            return own.isPresent()
                    ? Connection.open(own.get())
                    : Connection.open(engine.get().address());
        } catch (EnvironmentFailure e) {
            answered.set(
                    e.getCause() instanceof BuildkitException.Unreachable lost && lost.broke());
            throw e;
        }
    }

    DockerEngine engine() throws EnvironmentFailure, InterruptedException {
        return engine.get();
    }

    /**
     * A connection to a builder. One that was called off by somebody who has had enough of the old
     * ones is made anew.
     */
    Connection builder(Site site) throws EnvironmentFailure, InterruptedException {
        while (true) {
            try {
                return ahead(site).get();
            } catch (CancellationException e) {
                if (closed) {
                    throw e;
                }
            }
        }
    }

    /** Has the next one that asks for a builder get a new connection. */
    void disconnectBuilders() throws EnvironmentFailure {
        for (Site site : List.copyOf(connections.keySet())) {
            Ahead<Connection> connection = connections.remove(site);
            if (connection != null) {
                connection.end(Connection::close);
            }
        }
    }

    Optional<HostTrust> trust() throws EnvironmentFailure, InterruptedException {
        return trust.get();
    }

    @Override
    public void close() throws EnvironmentFailure {
        closed = true;
        disconnectBuilders();
        engine.end(DockerEngine::close);
    }
}
