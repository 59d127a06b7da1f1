package dev.jbuild.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Finds the address of the engine as the {@code docker} command does: {@code DOCKER_HOST}, else the
 * context that {@code DOCKER_CONTEXT} names, else the one that {@code docker context use} chose,
 * else the default socket.
 */
public final class EngineLocator {
    private static final String DEFAULT_HOST = "unix:///var/run/docker.sock";
    private static final String DEFAULT_CONTEXT = "default";

    private final Map<String, String> environment;
    private final Path configuration;
    private final SequencedMap<Path, Optional<Digest>> consulted = new LinkedHashMap<>();

    private EngineLocator(Map<String, String> environment) {
        this.environment = environment;
        this.configuration = configuration(environment);
    }

    /**
     * Finds the address.
     *
     * @throws EnvironmentFailure when what the user has set does not name an engine
     */
    public static EngineAddress locate(Map<String, String> environment) throws EnvironmentFailure {
        return new EngineLocator(environment).locate();
    }

    /** The folder of the Docker configuration. */
    public static Path configuration(Map<String, String> environment) {
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        return folder.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", ""), ".docker")
                : Path.of(folder);
    }

    private EngineAddress locate() throws EnvironmentFailure {
        String host = variable("DOCKER_HOST");
        if (!host.isEmpty()) {
            return fromEnvironment(host, "DOCKER_HOST");
        }
        String context = variable("DOCKER_CONTEXT");
        if (context.isEmpty()) {
            context =
                    read(configuration.resolve("config.json"))
                            .map(config -> config.path("currentContext").asText(""))
                            .orElse("");
        }
        return context.isEmpty() || context.equals(DEFAULT_CONTEXT)
                ? fromEnvironment(DEFAULT_HOST, "the default")
                : fromContext(context);
    }

    private EngineAddress fromEnvironment(String host, String source) throws EnvironmentFailure {
        boolean verified = !variable("DOCKER_TLS_VERIFY").isEmpty();
        if (!verified && !variable("DOCKER_TLS").isEmpty()) {
            throw unverified("DOCKER_TLS", "set DOCKER_TLS_VERIFY=1 in its place");
        }
        String folder = variable("DOCKER_CERT_PATH");
        Optional<TlsFiles> files =
                verified
                        ? Optional.of(
                                TlsFiles.in(folder.isEmpty() ? configuration : Path.of(folder)))
                        : Optional.empty();
        return address(host, source, files);
    }

    private EngineAddress fromContext(String name) throws EnvironmentFailure {
        String id = Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex();
        Path contexts = configuration.resolve("contexts");
        Path file = contexts.resolve("meta").resolve(id).resolve("meta.json");
        JsonNode endpoint =
                read(file)
                        .map(meta -> meta.path("Endpoints").path("docker"))
                        .orElseThrow(() -> noContext(name, file));
        if (endpoint.path("SkipTLSVerify").asBoolean()) {
            throw unverified(
                    "the Docker context `" + name + "`",
                    "give it the engine's certificate authority: `docker context update --docker"
                            + " host=HOST,ca=FILE "
                            + name
                            + "`");
        }
        Path certificates = contexts.resolve("tls").resolve(id).resolve("docker");
        return address(
                endpoint.path("Host").asText(""),
                "the Docker context `" + name + "`",
                Files.isDirectory(certificates)
                        ? Optional.of(TlsFiles.in(certificates))
                        : Optional.empty());
    }

    private EngineAddress address(String host, String source, Optional<TlsFiles> certificates)
            throws EnvironmentFailure {
        URI uri = uri(host, certificates.isPresent() ? 2376 : 2375);
        if (uri == null) {
            throw new EnvironmentFailure(
                    "engine-address",
                    source + " names `" + host + "`, which is no address of an engine",
                    "known are unix:///PATH, tcp://HOST:PORT and ssh://USER@HOST",
                    null);
        }
        if (certificates.isEmpty() || !uri.getScheme().equals("tcp")) {
            return new EngineAddress(uri, Optional.empty(), consulted);
        }
        return new EngineAddress(uri, Optional.of(certificates.get().context()), consulted);
    }

    private static @Nullable URI uri(String host, int usualPort) {
        try {
            URI uri = URI.create(host);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            boolean complete =
                    scheme.equals("unix")
                            ? uri.getPath() != null && uri.getPath().length() > 1
                            : uri.getHost() != null;
            return switch (scheme) {
                case "unix", "ssh" -> complete ? uri : null;
                case "tcp" ->
                        !complete
                                ? null
                                : uri.getPort() < 0
                                        ? URI.create("tcp://" + uri.getHost() + ":" + usualPort)
                                        : uri;
                default -> null;
            };
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Optional<JsonNode> read(Path file) throws EnvironmentFailure {
        try {
            byte[] content = Files.readAllBytes(file);
            consulted.put(file, Optional.of(Digest.of(content)));
            return Optional.of(new ObjectMapper().readTree(content));
        } catch (NoSuchFileException e) {
            consulted.put(file, Optional.empty());
            return Optional.empty();
        } catch (JsonProcessingException e) {
            // Not with the parser's message, which may quote a secret.
            throw unreadable(file, "it is not valid JSON");
        } catch (IOException e) {
            throw unreadable(file, e.toString());
        }
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    private static EnvironmentFailure unreadable(Path file, String why) {
        return new EnvironmentFailure(
                "engine-settings",
                "cannot read Docker's settings in `" + file + "`: " + why,
                "mend the file, or name the engine by DOCKER_HOST",
                null);
    }

    private static EnvironmentFailure noContext(String name, Path file) {
        return new EnvironmentFailure(
                "engine-context",
                "there is no Docker context `" + name + "`: `" + file + "` is missing",
                "`docker context ls` lists those that there are; DOCKER_CONTEXT or `docker context"
                        + " use` chooses one",
                null);
    }

    private static EnvironmentFailure unverified(String source, String cure) {
        return new EnvironmentFailure(
                "engine-tls",
                source + " asks for TLS with an engine whose certificate is not verified",
                cure,
                null);
    }
}
