package dev.jbuild.engine.doctor;

import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.solve.BuilderAddress;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at one thing after the other; what is broken keeps nothing else from being looked at. */
public final class Doctor {
    private final Map<String, String> environment;
    private final Path state;
    private final InstantSource clock;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param environment of the user
     * @param state folder of the cache
     */
    public Doctor(Map<String, String> environment, Path state, InstantSource clock) {
        this.environment = Map.copyOf(environment);
        this.state = state;
        this.clock = clock;
    }

    /**
     * Looks at everything.
     *
     * @param builder a builder that is not the one inside of the engine
     */
    public Checkup examine(Optional<BuilderAddress> builder) throws InterruptedException {
        engine(builder);
        findings.addAll(RegistryCheck.of(environment));
        findings.addAll(CacheCheck.of(state));
        return new Checkup(findings);
    }

    private void engine(Optional<BuilderAddress> builder) throws InterruptedException {
        try (DockerEngine engine = DockerEngine.find(environment)) {
            findings.addAll(EngineCheck.of(engine, clock.instant()));
            findings.addAll(
                    BuilderCheck.of(
                            builder, Optional.of(engine.address()), BuilderCheck.USUAL_PLATFORMS));
        } catch (EnvironmentFailure e) {
            findings.add(
                    builder.isEmpty()
                            ? EngineCheck.broken(e)
                            : Finding.lacking(
                                    EngineCheck.SUBJECT,
                                    String.valueOf(e.getMessage()),
                                    "without one, images can only be pushed; " + e.hint()));
            if (builder.isPresent()) {
                findings.addAll(
                        BuilderCheck.of(builder, Optional.empty(), BuilderCheck.USUAL_PLATFORMS));
            }
        }
    }
}
