package dev.jbuild.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PushImageCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;

import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

/**
 * A Docker engine that answered.
 *
 * <p>Requests carry no API version, so that every engine answers in the newest one that it knows.
 */
public final class DockerEngine implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final DefaultDockerClientConfig config;
    private final DockerHttpClient http;
    private final DockerClient client;
    private final String version;

    private DockerEngine(
            DefaultDockerClientConfig config,
            DockerHttpClient http,
            DockerClient client,
            String version) {
        this.config = config;
        this.http = http;
        this.client = client;
        this.version = version;
    }

    /**
     * Finds the engine as the {@code docker} command does: {@code DOCKER_HOST}, else the current
     * Docker context, else the default socket.
     *
     * @throws EnvironmentFailure when none answers there
     */
    public static DockerEngine find(Map<String, String> environment) throws EnvironmentFailure {
        DefaultDockerClientConfig.Builder settings =
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withApiVersion(RemoteApiVersion.UNKNOWN_VERSION);
        String host = environment.getOrDefault("DOCKER_HOST", "");
        if (!host.isEmpty()) {
            settings.withDockerHost(host);
        }
        DefaultDockerClientConfig config = settings.build();
        DockerHttpClient http = null;
        try {
            http =
                    new ZerodepDockerHttpClient.Builder()
                            .dockerHost(config.getDockerHost())
                            .sslConfig(config.getSSLConfig())
                            .connectionTimeout(CONNECT_TIMEOUT)
                            .build();
            DockerClient client = DockerClientImpl.getInstance(config, http);
            Version version = client.versionCmd().exec();
            return new DockerEngine(config, http, client, version.getVersion());
        } catch (RuntimeException e) {
            closeQuietly(http, e);
            throw unreachable(config.getDockerHost(), e);
        }
    }

    private static void closeQuietly(@Nullable DockerHttpClient http, Exception cause) {
        if (http != null) {
            try {
                http.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private static EnvironmentFailure unreachable(URI host, Exception cause) {
        return new EnvironmentFailure(
                "engine-unreachable",
                "no Docker engine answers at `" + host + "`: " + rootMessage(cause),
                "start Docker, or set DOCKER_HOST to where it listens",
                cause);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }

    /** For people: version and address. */
    public String description() {
        return "Docker " + version + " at " + config.getDockerHost();
    }

    /** The folder of the Docker configuration, which may name the engine. */
    public Path settings() {
        return Path.of(config.getDockerConfigPath());
    }

    /** Where to reach the BuildKit that is part of this engine. */
    public EngineAddress address() throws EnvironmentFailure {
        return new EngineAddress(config.getDockerHost(), tls());
    }

    private Optional<SSLContext> tls() throws EnvironmentFailure {
        SSLConfig settings = config.getSSLConfig();
        if (settings == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(settings.getSSLContext());
        } catch (GeneralSecurityException e) {
            throw new EnvironmentFailure(
                    "engine-tls",
                    "cannot read the TLS certificates for `"
                            + config.getDockerHost()
                            + "`: "
                            + rootMessage(e),
                    "check DOCKER_CERT_PATH",
                    e);
        }
    }

    /** The id that the engine knows an image by, absent when it has none of that name. */
    public Optional<Digest> imageId(ImageName name) throws EnvironmentFailure {
        try {
            return Optional.ofNullable(client.inspectImageCmd(name.toString()).exec().getId())
                    .map(Digest::parse);
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw failed("ask the engine for image `" + name + "`", e);
        }
    }

    /**
     * The digest that a name has in its registry, asked by way of the engine, whose network and
     * trust settings apply. Absent when the registry has no such name or does not answer.
     */
    public Optional<Digest> pushedDigest(ImageName name, Optional<RegistryLogin> login) {
        DockerHttpClient.Request.Builder request =
                DockerHttpClient.Request.builder()
                        .method(DockerHttpClient.Request.Method.GET)
                        .path("/distribution/" + name + "/json");
        login.ifPresent(l -> request.putHeader("X-Registry-Auth", l.header()));
        try (DockerHttpClient.Response response = http.execute(request.build())) {
            if (response.getStatusCode() != 200) {
                return Optional.empty();
            }
            JsonNode answer = JSON.readTree(response.getBody());
            return Optional.of(Digest.parse(answer.path("Descriptor").path("digest").asText()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Its containers. */
    public Containers containers() {
        return new Containers(client);
    }

    /** The names of images that match a pattern such as {@code registry/name:tag*}. */
    public List<ImageName> imageNames(String pattern) throws EnvironmentFailure {
        try {
            return client.listImagesCmd().withReferenceFilter(pattern).exec().stream()
                    .flatMap(image -> Stream.ofNullable(image.getRepoTags()))
                    .flatMap(Stream::of)
                    .map(ImageName::parse)
                    .toList();
        } catch (RuntimeException e) {
            throw failed("list images", e);
        }
    }

    /** Gives a name to an image that the engine has; another image loses it. */
    public void tag(Digest image, ImageName name) throws EnvironmentFailure {
        try {
            client.tagImageCmd(
                            image.toString(), name.registry() + "/" + name.repository(), name.tag())
                    .exec();
        } catch (RuntimeException e) {
            throw failed("name image `" + image + "` also `" + name + "`", e);
        }
    }

    /** Takes a name away from an image; the image goes with its last name. */
    public void untag(ImageName name) throws EnvironmentFailure {
        try {
            client.removeImageCmd(name.toString()).withNoPrune(true).exec();
        } catch (NotFoundException e) {
            return;
        } catch (RuntimeException e) {
            throw failed("remove the name `" + name + "`", e);
        }
    }

    /** Writes an archive of an image that the engine has, with all platforms that it has of it. */
    public void save(ImageName name, Path file) throws EnvironmentFailure {
        try (InputStream archive = client.saveImageCmd(name.toString()).exec()) {
            Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            throw failed("write an archive of image `" + name + "`", e);
        }
    }

    /**
     * Pushes an image that the engine has, for engines whose builder cannot push.
     *
     * @return digest of the manifest in the registry
     */
    public Digest push(ImageName name, Optional<RegistryLogin> login)
            throws EnvironmentFailure, InterruptedException {
        PushResult result = new PushResult();
        try {
            PushImageCmd command = client.pushImageCmd(name.toString());
            login.ifPresent(l -> command.withAuthConfig(l.forDockerJava()));
            command.exec(result).awaitCompletion();
        } catch (RuntimeException e) {
            throw failed("push image `" + name + "`", e);
        }
        return result.digest(name);
    }

    /** The platform of the engine itself, as it names it. */
    public Platform platform() throws EnvironmentFailure {
        try {
            Version version = client.versionCmd().exec();
            return Platform.parse(version.getOperatingSystem() + "/" + version.getArch());
        } catch (RuntimeException e) {
            throw failed("ask the engine for its platform", e);
        }
    }

    static EnvironmentFailure failed(String attempt, Exception cause) {
        return new EnvironmentFailure(
                "engine-request",
                "could not " + attempt + ": " + rootMessage(cause),
                "the engine's log may say more",
                cause);
    }

    @Override
    public void close() throws EnvironmentFailure {
        try {
            client.close();
            http.close();
        } catch (IOException e) {
            throw failed("end the connection", e);
        }
    }
}
