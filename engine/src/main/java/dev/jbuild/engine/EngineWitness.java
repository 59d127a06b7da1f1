package dev.jbuild.engine;

import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.front.ledger.Images;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Tells which engine has to have which images, and what says that it is this engine. */
final class EngineWitness {
    private static final String HOST = "DOCKER_HOST";

    /** The variables that say where else it is said which engine it is. */
    private static final List<String> NAMING = List.of("DOCKER_CONTEXT", "DOCKER_CONFIG", "HOME");

    private EngineWitness() {}

    /** Only an engine at a socket of this machine can be asked without much ado. */
    static void testify(
            DockerEngine engine,
            Map<String, String> environment,
            SequencedMap<ImageName, Digest> images,
            Findings findings)
            throws EnvironmentFailure, IOException {
        URI address = engine.location().uri();
        if (!address.getScheme().equals("unix")) {
            findings.spoil();
            return;
        }
        Images required = new Images(Path.of(address.getPath()), List.of());
        for (Map.Entry<ImageName, Digest> image : images.entrySet()) {
            required = required.with(image.getKey(), image.getValue());
        }
        findings.images(required);
        variable(HOST, environment, findings);
        if (environment.getOrDefault(HOST, "").isEmpty()) {
            NAMING.forEach(name -> variable(name, environment, findings));
        }
        for (Map.Entry<Path, Optional<Digest>> file : engine.location().settings().entrySet()) {
            findings.file(file.getKey(), file.getValue());
        }
    }

    private static void variable(String name, Map<String, String> environment, Findings findings) {
        findings.variable(name, Optional.ofNullable(environment.get(name)));
    }
}
