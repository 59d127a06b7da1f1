package dev.jbuild.examples.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An engine that a test may kill. It is one of the same kind as that of the other tests, without
 * networks for containers, so that nobody else notices it.
 *
 * <p>It lives beside the others: whatever a killed test leaves of it, {@code dev/engine down --all}
 * ends.
 */
public final class OwnEngine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final Path docker;
    private final Path tools;
    private Process daemon;

    private OwnEngine(Path folder, Path docker, Path tools) throws IOException {
        this.folder = folder;
        this.docker = docker;
        this.tools = tools;
        this.daemon = launch(folder, docker, tools);
    }

    /** Starts one. */
    public static OwnEngine start() throws IOException, InterruptedException {
        Path docker = Path.of(Containers.command().getFirst()).toRealPath();
        Path packages = docker.resolve("../../../..").normalize();
        Path folder =
                Files.createDirectories(
                        packages.resolveSibling("instances").resolve("own-" + TestEngine.NONCE));
        Files.writeString(folder.resolve("daemon.json"), config(folder));
        OwnEngine engine = new OwnEngine(folder, docker, packages.resolve("tools"));
        engine.awaitAnswer();
        return engine;
    }

    private static String config(Path folder) throws IOException, InterruptedException {
        return """
        {
          %s
          "hosts": ["unix://%2$s/docker.sock"],
          "data-root": "%2$s/data",
          "exec-root": "%2$s/exec",
          "pidfile": "%2$s/pid",
          "bridge": "none",
          "iptables": false,
          "ip6tables": false,
          "registry-mirrors": ["http://%3$s"]
        }
        """
                .formatted(
                        Containers.holdIndexes()
                                ? "\"features\": {\"containerd-snapshotter\": true},"
                                : "",
                        folder,
                        TestEngine.registry());
    }

    /** Starts it again, and waits until it answers. */
    public void revive() throws IOException, InterruptedException {
        daemon = launch(folder, docker, tools);
        awaitAnswer();
    }

    private static Process launch(Path folder, Path docker, Path tools) throws IOException {
        String libraries =
                tools.resolve("usr/lib")
                        + "/"
                        + System.getProperty("os.arch").replace("amd64", "x86_64")
                        + "-linux-gnu";
        ProcessBuilder builder =
                new ProcessBuilder(
                                docker.resolve("../../sbin/dockerd").normalize().toString(),
                                "--config-file",
                                folder.resolve("daemon.json").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        Map<String, String> environment = builder.environment();
        environment.put(
                "PATH",
                String.join(
                        ":",
                        docker.resolve("../../sbin").normalize().toString(),
                        docker.resolve("..").normalize().toString(),
                        tools.resolve("usr/sbin").toString(),
                        tools.resolve("usr/bin").toString(),
                        environment.getOrDefault("PATH", "/usr/bin:/bin")));
        environment.put("LD_LIBRARY_PATH", libraries);
        environment.put("XTABLES_LIBDIR", libraries + "/xtables");
        return builder.start();
    }

    private void awaitAnswer() throws InterruptedException {
        Await.until(this::answers, PATIENCE, this::log);
    }

    private boolean answers() {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.connect(UnixDomainSocketAddress.of(folder.resolve("docker.sock")));
            return !docker("version", "--format", "{{.Server.Version}}").isEmpty();
        } catch (IOException | AssertionError e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String log() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Ends it as a broken machine does: at once, with its containerd and all that it runs. */
    public void kill() throws IOException {
        List<ProcessHandle> all = new ArrayList<>(daemon.descendants().toList());
        containerd().ifPresent(all::add);
        daemon.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        daemon.onExit().join();
        all.forEach(process -> process.onExit().join());
    }

    private Optional<ProcessHandle> containerd() throws IOException {
        Path file = folder.resolve("exec/containerd/containerd.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return ProcessHandle.of(
                        Long.parseLong(Files.readString(file, StandardCharsets.UTF_8).strip()))
                .filter(
                        process ->
                                process.info()
                                        .commandLine()
                                        .filter(line -> line.contains(folder.toString()))
                                        .isPresent());
    }

    /** What a command of the engine prints, without the last line break. */
    public String docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(docker.toString(), "-H", host()));
        command.addAll(Arrays.asList(arguments));
        return Processes.output(command).stripTrailing();
    }

    /** Its address, as in {@code DOCKER_HOST}. */
    public String host() {
        return "unix://" + folder.resolve("docker.sock");
    }

    /** Ends it, and removes all that it kept. */
    @Override
    public void close() throws IOException {
        kill();
        Process removal =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "cut -d ' ' -f 5 /proc/self/mountinfo | grep -F \"$0/\" | sort -r"
                                        + " | xargs -r -n 1 umount -l;"
                                        + " rm -rf --one-file-system \"$0\"",
                                folder.toString())
                        .inheritIO()
                        .start();
        if (removal.onExit().join().exitValue() != 0) {
            throw new IOException("cannot remove " + folder);
        }
    }
}
