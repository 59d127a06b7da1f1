package dev.jbuild.engine;

import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.front.ledger.Images;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which engine has to have which images, and what says that it is this engine. */
final class EngineWitness {
    private static final String HOST = "DOCKER_HOST";
    private static final String CONTEXT = "DOCKER_CONTEXT";
    private static final Pattern CURRENT_CONTEXT =
            Pattern.compile("\"currentContext\"\\s*:\\s*\"([\\w.+-]+)\"");

    private EngineWitness() {}

    /** Only an engine at a socket of this machine can be asked without much ado. */
    static void testify(
            DockerEngine engine,
            Map<String, String> environment,
            SequencedMap<ImageName, Digest> images,
            Findings findings)
            throws EnvironmentFailure, IOException {
        URI address = engine.address().uri();
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
            settings(engine.settings(), environment, findings);
        }
    }

    /** What names the engine where {@code DOCKER_HOST} does not. */
    private static void settings(Path folder, Map<String, String> environment, Findings findings)
            throws IOException {
        variable("DOCKER_CONFIG", environment, findings);
        variable(CONTEXT, environment, findings);
        variable("HOME", environment, findings);
        Path config = folder.resolve("config.json");
        Optional<String> text = file(config, findings);
        String context = environment.getOrDefault(CONTEXT, "");
        if (context.isEmpty() && text.isPresent()) {
            Matcher named = CURRENT_CONTEXT.matcher(text.get());
            context = named.find() ? named.group(1) : "";
        }
        if (!context.isEmpty()) {
            String id = Digest.of(context.getBytes(StandardCharsets.UTF_8)).hex();
            file(folder.resolve("contexts/meta").resolve(id).resolve("meta.json"), findings);
        }
    }

    private static void variable(String name, Map<String, String> environment, Findings findings) {
        findings.variable(name, Optional.ofNullable(environment.get(name)));
    }

    private static Optional<String> file(Path file, Findings findings) throws IOException {
        if (!Files.exists(file)) {
            findings.file(file, Optional.empty());
            return Optional.empty();
        }
        byte[] content = Files.readAllBytes(file);
        findings.file(file, Optional.of(Digest.of(content)));
        return Optional.of(new String(content, StandardCharsets.UTF_8));
    }
}
