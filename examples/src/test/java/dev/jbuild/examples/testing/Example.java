package dev.jbuild.examples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An example as somebody has it who cloned the repository, and the image that it pushes. */
public final class Example {
    private final Jbuild jbuild;
    private final String repository;
    private final Registry registry;
    private final Map<String, Container> containers = new TreeMap<>();

    /**
     * @param name of its folder
     * @param folder an empty one, for the project and the cache
     */
    public Example(String name, Path folder) throws IOException, InterruptedException {
        this.jbuild = new Jbuild(folder);
        this.repository = TestEngine.registry() + "/jbuild-test/" + name;
        this.registry = new Registry(repository);
        TrackedFiles.copy(Path.of(name), jbuild.project());
    }

    /** Its project. */
    public Jbuild jbuild() {
        return jbuild;
    }

    /** The name of its image, without a tag. */
    public String repository() {
        return repository;
    }

    /** Its image in the registry. */
    public Registry registry() {
        return registry;
    }

    /** Builds, which must succeed. */
    @CanIgnoreReturnValue
    public Outcome build(String... arguments) throws IOException, InterruptedException {
        Stream<String> names =
                Stream.of(
                        "--arg",
                        "REPO_URL=" + repository,
                        "--arg",
                        "IMAGE_TAG=" + TestEngine.NONCE);
        Outcome outcome =
                jbuild.run(Stream.concat(names, Stream.of(arguments)).toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return outcome;
    }

    /** Replaces a text of one of its files. */
    public void change(String file, String from, String to) throws IOException {
        String before = Files.readString(jbuild.path(file));
        assertThat(before).contains(from);
        Files.writeString(jbuild.path(file), before.replace(from, to));
    }

    /** The digest of its image for a platform. */
    public String manifest(String platform) throws IOException, InterruptedException {
        Map<String, String> platforms = registry.platforms(TestEngine.NONCE);
        assertThat(platforms).containsKey(platform);
        return platforms.getOrDefault(platform, "");
    }

    /** The settings of its image for a platform. */
    public JsonObject config(String platform) throws IOException, InterruptedException {
        return registry.config(manifest(platform));
    }

    /**
     * A container of its image for a platform, as the registry has it; the same one at each call.
     *
     * @param healthy a path that is answered once the server is up
     * @param options of {@code docker run}
     */
    public Container container(String platform, int port, String healthy, String... options)
            throws IOException, InterruptedException {
        Container known = containers.get(platform);
        if (known != null) {
            return known;
        }
        String image = repository + "@" + manifest(platform);
        Container started = Container.start(image, platform, port, options);
        containers.put(platform, started);
        started.awaitReady(healthy);
        return started;
    }

    /** Removes its containers and images from the engine. */
    public void remove() throws IOException, InterruptedException {
        for (Container container : containers.values()) {
            container.remove();
            Containers.remove(container.image());
        }
        Containers.remove(repository + ":" + TestEngine.NONCE);
    }
}
