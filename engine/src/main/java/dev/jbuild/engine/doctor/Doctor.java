package dev.jbuild.engine.doctor;

import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.docker.EngineFacts;
import dev.jbuild.engine.solve.BuilderAddress;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at one thing after the other; what is broken keeps nothing else from being looked at. */
public final class Doctor {
    private final Map<String, String> environment;
    private final Path state;
    private final InstantSource clock;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<EngineFacts> facts = Optional.empty();
    private boolean isNear;

    /**
     * @param environment of the user
     * @param state folder of the cache
     */
    public Doctor(Map<String, String> environment, Path state, InstantSource clock) {
        this.environment = Map.copyOf(environment);
        this.state = state;
        this.clock = clock;
    }

    /** Looks at everything that a project needs. */
    public Checkup examine(Patient patient) throws InterruptedException {
        Builders builders = patient.builders();
        engine(builders);
        for (BuilderAddress named : new LinkedHashSet<>(builders.named().values())) {
            findings.addAll(BuilderCheck.of(named, platforms(builders, named)));
        }
        findings.addAll(RegistryCheck.of(environment));
        findings.addAll(
                new ContactCheck(facts, isNear, ContactCheck.LIMIT).of(patient, environment));
        findings.addAll(CacheCheck.of(state));
        return new Checkup(findings);
    }

    /**
     * With the usual builder, which has nothing to do where all platforms have one of their own.
     */
    private void engine(Builders builders) throws InterruptedException {
        List<Platform> platforms = new ArrayList<>(BuilderCheck.USUAL_PLATFORMS);
        platforms.removeAll(builders.named().keySet().stream().map(Doctor::platform).toList());
        Optional<BuilderAddress> usual = builders.usual();
        try (DockerEngine engine = DockerEngine.find(environment)) {
            EngineFacts said = engine.facts();
            facts = Optional.of(said);
            isNear = EngineCheck.isNear(engine);
            findings.addAll(EngineCheck.of(engine, said, clock.instant()));
            if (!platforms.isEmpty()) {
                findings.addAll(BuilderCheck.of(usual, Optional.of(engine.address()), platforms));
            }
        } catch (EnvironmentFailure e) {
            findings.add(
                    usual.isEmpty() && !platforms.isEmpty()
                            ? EngineCheck.broken(e)
                            : Finding.lacking(
                                    EngineCheck.SUBJECT,
                                    String.valueOf(e.getMessage()),
                                    "without one, images can only be pushed; " + e.hint()));
            if (usual.isPresent() && !platforms.isEmpty()) {
                findings.addAll(BuilderCheck.of(usual, Optional.empty(), platforms));
            }
        }
    }

    private static List<Platform> platforms(Builders builders, BuilderAddress named) {
        return builders.named().entrySet().stream()
                .filter(entry -> entry.getValue().equals(named))
                .map(entry -> platform(entry.getKey()))
                .toList();
    }

    private static Platform platform(dev.jbuild.model.Platform platform) {
        return Platform.parse(platform.toString());
    }
}
