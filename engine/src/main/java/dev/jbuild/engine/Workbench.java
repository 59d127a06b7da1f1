package dev.jbuild.engine;

import dev.jbuild.buildkit.session.CredentialsProvider;
import dev.jbuild.buildkit.session.DockerConfigCredentials;
import dev.jbuild.buildkit.session.LocalDirectory;
import dev.jbuild.buildkit.session.SessionOptions;
import dev.jbuild.engine.base.Mirrors;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.lower.Ambient;
import dev.jbuild.engine.registry.Registries;
import dev.jbuild.engine.secret.SecretValues;
import dev.jbuild.engine.service.Services;
import dev.jbuild.engine.solve.Builder;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.engine.trust.HostTrust;
import dev.jbuild.engine.trust.StepTrust;
import dev.jbuild.engine.web.Proxies;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What a build works with: the engine and the builders, secrets, credentials, mirrors. */
final class Workbench implements AutoCloseable {
    private final BuildRequest request;
    private final Map<String, String> environment;
    private final List<LocalDirectory> directories;
    private final Consumer<BuildEvent> events;
    private final Demands demands;
    private final SecretValues secrets;
    private final CredentialsProvider credentials;
    private final Mirrors mirrors;
    private final Contact contact;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final Placement placement;
    private final Map<Site, Builder> builders = new ConcurrentHashMap<>();
    private final Connections connections = new Connections(this::disconnectBuilders);
    private volatile @Nullable Services services;

    /**
     * @param placement where nodes are solved
     * @param directories what sessions offer to builders
     * @param demands what steps may come to ask for
     */
    Workbench(
            BuildRequest request,
            Contact contact,
            Placement placement,
            List<LocalDirectory> directories,
            Demands demands,
            Consumer<BuildEvent> events)
            throws UserMistake, EnvironmentFailure {
        this.request = request;
        this.contact = contact;
        this.placement = placement;
        this.environment = request.session().environment();
        this.demands = demands;
        this.secrets = SecretValues.of(demands.secrets(), request.session().secrets(), environment);
        this.mirrors = Mirrors.of(environment);
        this.directories = directories;
        this.events = events;
        this.credentials = DockerConfigCredentials.of(environment);
    }

    DockerEngine engine() throws EnvironmentFailure, InterruptedException {
        DockerEngine engine = contact.engine();
        answers(engine.description());
        return engine;
    }

    private void answers(String who) {
        if (answered.compareAndSet(false, true)) {
            events.accept(new BuildEvent.EngineReady(who));
        }
    }

    /** The engine, where one answers. */
    Optional<DockerEngine> engineIfAny() throws EnvironmentFailure, InterruptedException {
        try {
            return Optional.of(engine());
        } catch (EnvironmentFailure e) {
            if (e.code().equals(DockerEngine.UNREACHABLE)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Where the nodes of the build are solved. */
    Placement placement() {
        return placement;
    }

    /** Who is asked what any builder can say. */
    Builder builder() throws EnvironmentFailure, InterruptedException {
        return builder(placement.main());
    }

    /** The builder at a site. */
    Builder builder(Site site) throws EnvironmentFailure, InterruptedException {
        Builder known = builders.get(site);
        if (known != null) {
            return known;
        }
        SessionOptions session = session();
        if (site.isEngine()) {
            engine();
        }
        Builder connected = new Builder(contact.builder(site), session, demands.entitlements());
        if (!site.isEngine()) {
            answers("BuildKit at " + site);
        }
        // Two that connect at the same time get the same connection.
        builders.put(site, connected);
        return connected;
    }

    private SessionOptions session() throws EnvironmentFailure, InterruptedException {
        Optional<HostTrust> trusted = contact.trust();
        return SessionOptions.EMPTY
                .withDirectories(directories)
                .withSecrets(
                        id ->
                                StepTrust.secret(id, trusted)
                                        .or(() -> hosts(id))
                                        .or(() -> secrets.value(id)))
                .withSshAgent(demands.agent(environment))
                .withCredentials(credentials)
                .withSharedKey(
                        Digest.of(request.root().toString().getBytes(StandardCharsets.UTF_8))
                                .hex());
    }

    /** Has steps find services beside them. They end with this bench. */
    void serve(Services offered) {
        services = offered;
    }

    private Optional<byte[]> hosts(String id) {
        Services offered = services;
        return offered == null ? Optional.empty() : offered.secret(id);
    }

    /** Does again what failed for a reason that passes, with new connections to builders. */
    Retry retry() {
        return new Retry(events, answered::get, connections);
    }

    private void disconnectBuilders() throws EnvironmentFailure {
        contact.disconnectBuilders();
        builders.clear();
    }

    /** What surrounds every run at a site. */
    Ambient ambient(Site site) throws EnvironmentFailure, InterruptedException {
        return StepTrust.ambient(environment, builder(site).capabilities(), contact.trust());
    }

    /** Told of everything that happens. */
    Consumer<BuildEvent> events() {
        return events;
    }

    /** The request that is worked on. */
    BuildRequest request() {
        return request;
    }

    /** The secrets of the user that steps name. */
    SecretValues secrets() {
        return secrets;
    }

    /** Where base images are fetched from. */
    Mirrors mirrors() {
        return mirrors;
    }

    Registries registries() {
        return new Registries(
                credentials,
                new Proxies(environment),
                text -> events.accept(new BuildEvent.Notice(text)));
    }

    /** The authorities that are trusted beside those that programs know by themselves. */
    Optional<HostTrust> trust() throws EnvironmentFailure, InterruptedException {
        return contact.trust();
    }

    @Override
    public void close() throws EnvironmentFailure {
        if (services != null) {
            services.close();
        }
    }
}
