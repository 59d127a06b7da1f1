package dev.jbuild.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.buildkit.session.Credentials;
import dev.jbuild.buildkit.session.CredentialsProvider;
import dev.jbuild.engine.attest.Attestations;
import dev.jbuild.engine.attest.Descriptors;
import dev.jbuild.engine.attest.Statement;
import dev.jbuild.engine.docker.RegistryLogin;
import dev.jbuild.engine.web.Proxies;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What registries are asked for beside the engine: credentials for them, and indexes that the
 * engine cannot make.
 */
public final class Registries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOCKER_LIST =
            "application/vnd.docker.distribution.manifest.list.v2+json";

    private final CredentialsProvider credentials;
    private final ProxySelector proxies;
    private final Attempts attempts;

    /**
     * @param proxies between here and registries
     * @param notices told of each request that is sent again
     */
    public Registries(CredentialsProvider credentials, Proxies proxies, Consumer<String> notices) {
        this(credentials, proxies, new Attempts(notices));
    }

    Registries(CredentialsProvider credentials, Proxies proxies, Attempts attempts) {
        this.credentials = credentials;
        this.proxies = proxies.selector();
        this.attempts = attempts;
    }

    /** The user's login for the registry of an image, absent for an anonymous user. */
    public Optional<RegistryLogin> login(ImageName name) throws EnvironmentFailure {
        try {
            Credentials found = credentials.credentials(host(name));
            return found.secret().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new RegistryLogin(name.registry(), found.username(), found.secret()));
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "credentials",
                    "cannot read the credentials for `" + name.registry() + "`: " + e.getMessage(),
                    "check the Docker configuration and its credential helpers",
                    e);
        }
    }

    private static String host(ImageName name) {
        return name.registry().equals(ImageName.DEFAULT_REGISTRY)
                ? "registry-1.docker.io"
                : name.registry();
    }

    /**
     * Puts an index under {@code name} that lists images of the same repository.
     *
     * @param parts the image of each platform
     * @param said of the image of each platform, if anything
     * @return digest of the index
     */
    public Digest composeIndex(
            ImageName name,
            SortedMap<Platform, ImageName> parts,
            SortedMap<Platform, List<Statement>> said)
            throws EnvironmentFailure, InterruptedException {
        try (RegistryClient registry = client(name)) {
            ArrayNode manifests = JSON.createArrayNode();
            boolean oci = true;
            for (Map.Entry<Platform, ImageName> part : parts.entrySet()) {
                StoredImages.Manifest manifest = registry.manifest(part.getValue().tag());
                oci &= manifest.mediaType().equals(Descriptors.OCI_MANIFEST);
                manifests.add(
                        Descriptors.of(
                                manifest.mediaType(),
                                manifest.document().toArray(),
                                part.getKey()));
            }
            String mediaType = oci ? Descriptors.OCI_INDEX : DOCKER_LIST;
            ObjectNode index = JSON.createObjectNode();
            index.put("schemaVersion", 2).put("mediaType", mediaType).set("manifests", manifests);
            Bytes document = Bytes.of(JSON.writeValueAsBytes(index));
            return name(registry, name, new StoredImages.Manifest(mediaType, document), said);
        } catch (IOException e) {
            throw refused("the index of", name, e);
        }
    }

    /**
     * Gives an image that is in its registry its name, with what is said of it.
     *
     * @param image what is there: an index, or the image of one platform
     * @param said of the image of each platform
     * @return what the name stands for
     */
    public Digest name(ImageName name, Digest image, SortedMap<Platform, List<Statement>> said)
            throws EnvironmentFailure, InterruptedException {
        try (RegistryClient registry = client(name)) {
            StoredImages.Manifest there = registry.manifest(image.toString());
            if (!Digest.of(there.document().toArray()).equals(image)) {
                throw new IOException("the registry has something else for " + image);
            }
            return name(registry, name, there, said);
        } catch (IOException e) {
            throw refused("what is said of", name, e);
        }
    }

    private static Digest name(
            RegistryClient registry,
            ImageName name,
            StoredImages.Manifest image,
            SortedMap<Platform, List<Statement>> said)
            throws IOException, InterruptedException {
        byte[] document = image.document().toArray();
        String mediaType = image.mediaType();
        if (!said.isEmpty()) {
            document =
                    new Attestations(new RegistryContents(registry)).add(mediaType, document, said);
            mediaType = Descriptors.OCI_INDEX;
        }
        Digest digest = Digest.of(document);
        if (!registry.isTagged(name.tag(), digest)) {
            registry.put(name.tag(), mediaType, document);
        }
        return digest;
    }

    private static EnvironmentFailure refused(String what, ImageName name, IOException cause) {
        return new EnvironmentFailure(
                "push-refused",
                "could not push " + what + " `" + name + "`: " + cause.getMessage(),
                "check that the registry is up and that you are logged in to it (docker login)",
                cause);
    }

    /**
     * Copies an image with all of its platforms, as far as it is not there.
     *
     * @param from with a digest
     * @param to the same image elsewhere
     */
    public Copied copy(ImageName from, ImageName to)
            throws EnvironmentFailure, InterruptedException {
        try (RegistryClient source = client(from);
                RegistryClient target = client(to)) {
            return new ImageCopy(source, target).copy(from.digest().orElseThrow(), to.tag());
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "copy-failed",
                    "could not copy `" + from + "` to `" + to + "`: " + e.getMessage(),
                    "check that both registries are up and that you are logged in (docker login);"
                            + " again, it goes on where it was",
                    e);
        }
    }

    /**
     * Puts an image with all of its platforms under a name, as far as it is not there.
     *
     * @param image where it is
     * @param index what the name is to stand for, beside what is said of it
     * @param said of the image of each platform, if anything
     * @return what the name stands for
     */
    public Digest push(
            ImageName name,
            StoredImages image,
            Digest index,
            SortedMap<Platform, List<Statement>> said)
            throws EnvironmentFailure, InterruptedException {
        try (RegistryClient registry = client(name)) {
            Copied _ = new ImageCopy(image, registry).copy(index, "");
            return name(registry, name, image.manifest(index.toString()), said);
        } catch (IOException e) {
            throw refused("image", name, e);
        }
    }

    /**
     * What a copy has done.
     *
     * @param blobs that were sent
     * @param bytes of these
     */
    public record Copied(int blobs, long bytes) {}

    private RegistryClient client(ImageName name) throws EnvironmentFailure, IOException {
        return client(name, RegistryClient.TIMEOUT);
    }

    private RegistryClient client(ImageName name, Duration patience)
            throws EnvironmentFailure, IOException {
        return new RegistryClient(
                host(name), name.repository(), login(name), proxies, patience, attempts);
    }

    /**
     * Asks registries whether they let the user in, all of them at the same time. Nothing is asked
     * again: this is about how they are now.
     *
     * @param images one of each registry, which is what the user wants there
     * @param most how long all of this may take
     * @return what each registry says, by its name
     */
    public SortedMap<String, Reception> receptions(Collection<ImageName> images, Duration most)
            throws InterruptedException {
        List<ImageName> asked = List.copyOf(images);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<Reception>> answers =
                    threads.invokeAll(
                            asked.stream()
                                    .<Callable<Reception>>map(image -> () -> reception(image, most))
                                    .toList(),
                            most.toNanos(),
                            TimeUnit.NANOSECONDS);
            SortedMap<String, Reception> receptions = new TreeMap<>();
            for (int i = 0; i < asked.size(); i++) {
                Future<Reception> answer = answers.get(i);
                receptions.put(
                        asked.get(i).registry(),
                        switch (answer.state()) {
                            case SUCCESS -> answer.resultNow();
                            // Such as of a name that is allowed for images, but not for servers.
                            case FAILED ->
                                    new Reception.Failed(
                                            String.valueOf(answer.exceptionNow().getMessage()));
                            case RUNNING, CANCELLED -> new Reception.Silent();
                        });
            }
            return receptions;
        } finally {
            // Not awaited: nothing interrupts one who asks for the address of a name.
            threads.shutdownNow();
        }
    }

    private Reception reception(ImageName image, Duration patience) throws InterruptedException {
        try (RegistryClient registry = client(image, patience)) {
            return registry.reception();
        } catch (EnvironmentFailure | IOException e) {
            return new Reception.Failed(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The digest of the image of one platform.
     *
     * @param index what is in the registry: an index, or a manifest that is of the platform
     */
    public Digest ofPlatform(ImageName name, Digest index, Platform platform)
            throws EnvironmentFailure, InterruptedException {
        try (RegistryClient registry = client(name)) {
            byte[] document = registry.manifest(index.toString()).document().toArray();
            JsonNode manifests = Documents.read(document).path("manifests");
            if (manifests.isMissingNode()) {
                return index;
            }
            for (JsonNode manifest : manifests) {
                if (platform(manifest.path("platform")).equals(Optional.of(platform))) {
                    return Descriptor.digest(manifest);
                }
            }
            throw new IOException("its index has no image for " + platform);
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "registry-refused",
                    "could not read `" + name.at(index) + "`: " + e.getMessage(),
                    "check that the registry is up and that you are logged in to it (docker login)",
                    e);
        }
    }

    private static Optional<Platform> platform(JsonNode described) {
        String variant = described.path("variant").asText();
        String text =
                described.path("os").asText()
                        + "/"
                        + described.path("architecture").asText()
                        + (variant.isEmpty() ? "" : "/" + variant);
        try {
            return Optional.of(Platform.parse(text));
        } catch (IllegalArgumentException e) {
            // An attestation has `unknown/unknown`.
            return Optional.empty();
        }
    }
}
