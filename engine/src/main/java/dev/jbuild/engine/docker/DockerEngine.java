package dev.jbuild.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.PushImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.transport.DockerHttpClient;

import dev.jbuild.cache.room.Room;
import dev.jbuild.engine.limit.Deadline;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A Docker engine that answered. */
public final class DockerEngine implements AutoCloseable {
    /** Code of the failure that no engine answers. */
    public static final String UNREACHABLE = "engine-unreachable";

    /** Long enough for one that is started by the first connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EngineAddress location;
    private final EngineAddress address;
    private final Optional<ProcessTunnel> tunnel;
    private final DockerApi api;
    private final String version;

    private DockerEngine(
            EngineAddress location,
            EngineAddress address,
            Optional<ProcessTunnel> tunnel,
            DockerApi api,
            String version) {
        this.location = location;
        this.address = address;
        this.tunnel = tunnel;
        this.api = api;
        this.version = version;
    }

    /**
     * Finds the engine as the {@code docker} command does, see {@link EngineLocator}.
     *
     * @throws EnvironmentFailure when none answers there
     */
    public static DockerEngine find(Map<String, String> environment)
            throws EnvironmentFailure, InterruptedException {
        return find(environment, PATIENCE);
    }

    /**
     * @param patience how long it may take to answer: one that is stopped takes connections, and
     *     says nothing for ever
     */
    static DockerEngine find(Map<String, String> environment, Duration patience)
            throws EnvironmentFailure, InterruptedException {
        EngineAddress location = EngineLocator.locate(environment);
        if (!location.uri().getScheme().equals("ssh")) {
            return connect(location, location, Optional.empty(), patience);
        }
        ProcessTunnel tunnel;
        try {
            tunnel = ProcessTunnel.open(Ssh.command(location.uri()), environment);
        } catch (IOException e) {
            throw unreachable(location.uri(), rootMessage(e), e);
        }
        return connect(location, location.through(tunnel.socket()), Optional.of(tunnel), patience);
    }

    private static DockerEngine connect(
            EngineAddress location,
            EngineAddress address,
            Optional<ProcessTunnel> tunnel,
            Duration patience)
            throws EnvironmentFailure, InterruptedException {
        DockerApi api = new DockerApi(address);
        Exception failure;
        String why;
        try {
            String version = Deadline.within(patience, () -> version(address, api));
            return new DockerEngine(location, address, tunnel, api, version);
        } catch (ExecutionException e) {
            failure = e;
            why = rootMessage(e);
        } catch (TimeoutException e) {
            failure = e;
            why = "what listens there says nothing for " + patience.toSeconds() + " s";
        }
        String complaint = tunnel.map(ProcessTunnel::complaint).orElse("");
        closeQuietly(api, failure);
        closeQuietly(tunnel.orElse(null), failure);
        throw unreachable(location.uri(), complaint.isEmpty() ? why : complaint, failure);
    }

    private static String version(EngineAddress address, DockerApi api) throws IOException {
        Optional<String> greeting = Greeting.of(address);
        return greeting.isPresent()
                ? greeting.get()
                : api.client().versionCmd().exec().getVersion();
    }

    private static void closeQuietly(@Nullable AutoCloseable resource, Exception cause) {
        if (resource != null) {
            try {
                resource.close();
            } catch (Exception e) {
                cause.addSuppressed(e);
            }
        }
    }

    private static EnvironmentFailure unreachable(URI host, String why, Exception cause) {
        return new EnvironmentFailure(
                UNREACHABLE,
                "no Docker engine answers at `" + host + "`: " + why,
                cure(why),
                cause);
    }

    /** On Linux, most who meet an engine for the first time are not in its group. */
    static String cure(String why) {
        return why.contains("Permission denied")
                ? "let your user use it: `sudo usermod -aG docker \"$USER\"`, then log in again; or"
                        + " set DOCKER_HOST to an engine of yours"
                : "start Docker, or set DOCKER_HOST to where it listens";
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
        return "Docker " + version + " at " + location.uri();
    }

    /** Where the user says that it is. */
    public EngineAddress location() {
        return location;
    }

    /** Where to reach it, and the BuildKit that is part of it, for as long as this is open. */
    public EngineAddress address() {
        return address;
    }

    /** The id that the engine knows an image by, absent when it has none of that name. */
    public Optional<Digest> imageId(ImageName name) throws EnvironmentFailure {
        try {
            return ImageQuestion.of(address, name);
        } catch (IOException e) {
            return imageIdByClient(name);
        }
    }

    private Optional<Digest> imageIdByClient(ImageName name) throws EnvironmentFailure {
        try {
            return Optional.ofNullable(api.client().inspectImageCmd(name.toString()).exec().getId())
                    .map(Digest::parse);
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw failed("ask the engine for image `" + name + "`", e);
        }
    }

    /**
     * The id of an image that was just loaded.
     *
     * @throws EnvironmentFailure when it is not there
     */
    public Digest loaded(ImageName name) throws EnvironmentFailure {
        return imageId(name)
                .orElseThrow(
                        () ->
                                new EnvironmentFailure(
                                        "image-vanished",
                                        "the engine lost image `" + name + "` at once",
                                        "check its disk space and whether something prunes it",
                                        null));
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
        try (DockerHttpClient.Response response = api.http().execute(request.build())) {
            if (response.getStatusCode() != 200) {
                return Optional.empty();
            }
            JsonNode answer = new ObjectMapper().readTree(response.getBody());
            return Optional.of(Digest.parse(answer.path("Descriptor").path("digest").asText()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Its containers. */
    public Containers containers() {
        return new Containers(api.client());
    }

    /** The names of images that match a pattern such as {@code registry/name:tag*}. */
    public List<ImageName> imageNames(String pattern) throws EnvironmentFailure {
        try {
            return api.client().listImagesCmd().withReferenceFilter(pattern).exec().stream()
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
            api.client().tagImageCmd(image.toString(), name.untagged(), name.tag()).exec();
        } catch (RuntimeException e) {
            throw failed("name image `" + image + "` also `" + name + "`", e);
        }
    }

    /** Takes a name away from an image; the image goes with its last name. */
    public void untag(ImageName name) throws EnvironmentFailure {
        try {
            api.client().removeImageCmd(name.toString()).withNoPrune(true).exec();
        } catch (NotFoundException e) {
            return;
        } catch (RuntimeException e) {
            throw failed("remove the name `" + name + "`", e);
        }
    }

    /** Writes an archive of an image that the engine has, with all platforms that it has of it. */
    public void save(ImageName name, Path file) throws EnvironmentFailure {
        try (InputStream archive = api.client().saveImageCmd(name.toString()).exec();
                OutputStream out = Room.file(file)) {
            archive.transferTo(out);
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
            PushImageCmd command = api.client().pushImageCmd(name.toString());
            login.ifPresent(l -> command.withAuthConfig(l.forDockerJava()));
            command.exec(result).awaitCompletion();
        } catch (RuntimeException e) {
            throw failed("push image `" + name + "`", e);
        }
        return result.digest(name);
    }

    /**
     * Takes over the images of an archive.
     *
     * @throws EnvironmentFailure also when the engine cannot make sense of it
     */
    public void load(Path archive) throws EnvironmentFailure {
        try (InputStream content = Files.newInputStream(archive)) {
            api.client().loadImageAsyncCmd(content).start().awaitMessage();
        } catch (IOException | RuntimeException e) {
            throw failed("load an image into the engine", e);
        }
    }

    /** Whether it keeps images of several platforms under one name. */
    public boolean keepsIndexes() throws EnvironmentFailure {
        return facts().keepsIndexes();
    }

    /** What the engine says about itself. */
    public EngineFacts facts() throws EnvironmentFailure {
        try {
            return EngineFacts.of(api.client().versionCmd().exec(), api.client().infoCmd().exec());
        } catch (RuntimeException e) {
            throw failed("ask the engine how it is set up", e);
        }
    }

    /** The platform of the engine itself, as it names it. */
    public Platform platform() throws EnvironmentFailure {
        try {
            Version version = api.client().versionCmd().exec();
            return Platform.parse(version.getOperatingSystem() + "/" + version.getArch());
        } catch (RuntimeException e) {
            throw failed("ask the engine for its platform", e);
        }
    }

    static EnvironmentFailure failed(String attempt, Exception cause) {
        if (isLostConnection(cause)) {
            return new EnvironmentFailure(
                    UNREACHABLE,
                    "could not " + attempt + ": the connection to the engine broke",
                    "check that the Docker engine is running, then build again",
                    cause);
        }
        return new EnvironmentFailure(
                "engine-request",
                "could not " + attempt + ": " + rootMessage(cause),
                "the engine's log may say more",
                cause);
    }

    /** The client wraps what its connection throws; what the engine answers is of its own type. */
    private static boolean isLostConnection(Exception failure) {
        return failure instanceof RuntimeException
                && !(failure instanceof DockerException)
                && failure.getCause() instanceof IOException;
    }

    @Override
    public void close() throws EnvironmentFailure {
        try {
            api.close();
            if (tunnel.isPresent()) {
                tunnel.get().close();
            }
        } catch (IOException e) {
            throw failed("end the connection", e);
        }
    }
}
