package dev.jbuild.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;

import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Containers of an engine, on the network that it has for those that say nothing. */
public final class Containers {
    private static final String DEFAULT_NETWORK = "bridge";

    private final DockerClient client;

    Containers(DockerClient client) {
        this.client = client;
    }

    /**
     * A container to be.
     *
     * @param command empty leaves the one of the image
     * @param tmpfs folders in memory
     * @param hosts addresses by name
     */
    public record Wish(
            String name,
            String image,
            Platform platform,
            SequencedMap<String, String> env,
            List<String> command,
            Optional<String> user,
            List<String> tmpfs,
            SortedMap<String, String> hosts,
            Map<String, String> labels) {}

    /**
     * How a container is.
     *
     * @param exitCode of its program, once that has ended
     * @param address in the default network, while it runs
     */
    public record State(boolean running, long exitCode, Optional<String> address) {}

    /**
     * What a program in a container came to.
     *
     * @param exitCode 126 or 127 when there is no such program; empty when it has not ended
     */
    public record Ran(OptionalLong exitCode, String output) {
        private Ran(long exitCode, String output) {
            this(OptionalLong.of(exitCode), output);
        }

        public boolean isWell() {
            return exitCode.equals(OptionalLong.of(0));
        }

        /** Whether the program could not even be started. */
        public boolean isMissing() {
            return exitCode.equals(OptionalLong.of(126)) || exitCode.equals(OptionalLong.of(127));
        }
    }

    /**
     * Makes and starts a container.
     *
     * @throws StartRefused when its program cannot be started; the container is there then
     */
    public void start(Wish wish) throws EnvironmentFailure, StartRefused {
        try {
            var create =
                    client.createContainerCmd(wish.image())
                            .withName(wish.name())
                            .withPlatform(wish.platform().toString())
                            .withEnv(assignments(wish.env()))
                            .withLabels(wish.labels())
                            // Who waits for it asks more often.
                            .withHealthcheck(new HealthCheck().withTest(List.of("NONE")))
                            .withHostConfig(hostConfig(wish));
            if (!wish.command().isEmpty()) {
                create.withCmd(wish.command());
            }
            wish.user().ifPresent(create::withUser);
            create.exec();
        } catch (RuntimeException e) {
            throw DockerEngine.failed("make a container of `" + wish.image() + "`", e);
        }
        try {
            client.startContainerCmd(wish.name()).exec();
        } catch (DockerException e) {
            throw new StartRefused(Objects.toString(e.getMessage(), "no reason given"));
        } catch (RuntimeException e) {
            throw DockerEngine.failed("start a container of `" + wish.image() + "`", e);
        }
    }

    /** The engine does not start a container. */
    public static final class StartRefused extends Exception {
        private static final long serialVersionUID = 1L;

        private static final Pattern MESSAGE =
                Pattern.compile("^Status \\d+: \\{\"message\":\"(.*)\"}\\s*$", Pattern.DOTALL);

        private StartRefused(String answer) {
            super(MESSAGE.matcher(answer).replaceFirst("$1").replace("\\\"", "\""));
        }
    }

    /** Its output has to be readable whatever the engine does with that of others. */
    private static HostConfig hostConfig(Wish wish) {
        return HostConfig.newHostConfig()
                .withExtraHosts(
                        wish.hosts().entrySet().stream()
                                .map(host -> host.getKey() + ":" + host.getValue())
                                .toArray(String[]::new))
                .withTmpFs(wish.tmpfs().stream().collect(Collectors.toMap(p -> p, p -> "")))
                .withLogConfig(
                        new LogConfig(
                                LogConfig.LoggingType.JSON_FILE,
                                Map.of("max-size", "10m", "max-file", "1")));
    }

    private static List<String> assignments(SequencedMap<String, String> env) {
        return env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    }

    public State state(String name) throws EnvironmentFailure {
        try {
            InspectContainerResponse found = client.inspectContainerCmd(name).exec();
            Long exitCode = found.getState().getExitCodeLong();
            return new State(
                    Boolean.TRUE.equals(found.getState().getRunning()),
                    exitCode == null ? 0 : exitCode,
                    Optional.ofNullable(
                                    found.getNetworkSettings().getNetworks().get(DEFAULT_NETWORK))
                            .map(ContainerNetwork::getIpAddress)
                            .filter(address -> !address.isEmpty()));
        } catch (RuntimeException e) {
            throw DockerEngine.failed("look at container `" + name + "`", e);
        }
    }

    /**
     * Runs a program in a container.
     *
     * @param patience after which it is not waited for any more; it ends with the container
     */
    public Ran run(String name, List<String> argv, Duration patience)
            throws EnvironmentFailure, InterruptedException {
        try (Output output = new Output()) {
            String id =
                    client.execCreateCmd(name)
                            .withCmd(argv.toArray(String[]::new))
                            .withAttachStdout(true)
                            .withAttachStderr(true)
                            .exec()
                            .getId();
            if (!client.execStartCmd(id)
                    .exec(output)
                    .awaitCompletion(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Ran(OptionalLong.empty(), output.text());
            }
            Long exitCode = client.inspectExecCmd(id).exec().getExitCodeLong();
            return new Ran(Objects.requireNonNullElse(exitCode, 127L), output.text());
        } catch (RuntimeException e) {
            if (state(name).running()) {
                // Engines refuse in several ways what cannot be started.
                return new Ran(127, Objects.toString(e.getMessage(), ""));
            }
            return new Ran(1, "");
        } catch (IOException e) {
            throw DockerEngine.failed("run a program in container `" + name + "`", e);
        }
    }

    /** The last lines that a container has printed. */
    public List<String> lastLines(String name, int lines)
            throws EnvironmentFailure, InterruptedException {
        Output output = new Output();
        try {
            client.logContainerCmd(name)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(lines)
                    .exec(output)
                    .awaitCompletion();
        } catch (RuntimeException e) {
            throw DockerEngine.failed("read what container `" + name + "` has printed", e);
        }
        return output.text().lines().map(String::stripTrailing).toList();
    }

    /** Ends and removes a container with the volumes that are its own; one that is gone is well. */
    public void remove(String name) throws EnvironmentFailure {
        try {
            client.removeContainerCmd(name).withForce(true).withRemoveVolumes(true).exec();
        } catch (NotFoundException e) {
            return;
        } catch (RuntimeException e) {
            throw DockerEngine.failed("remove container `" + name + "`", e);
        }
    }

    /** The containers with a label, running or not. */
    public List<String> labelled(String label, String value) throws EnvironmentFailure {
        try {
            return client
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of(label, value))
                    .exec()
                    .stream()
                    .map(Container::getId)
                    .toList();
        } catch (RuntimeException e) {
            throw DockerEngine.failed("list containers", e);
        }
    }

    /** Gathers what comes in frames, stdout and stderr as they come. */
    private static final class Output extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            synchronized (bytes) {
                bytes.writeBytes(frame.getPayload());
            }
        }

        String text() {
            synchronized (bytes) {
                return bytes.toString(StandardCharsets.UTF_8);
            }
        }
    }
}
