package dev.jbuild.engine.testing;

import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.engine.output.ScratchFolder;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Another real engine on this machine, with nothing in it, of the kind of the engine under test.
 * Its steps have no network: rules for one would get in the way of the other engines.
 */
public final class SecondEngine implements AutoCloseable {
    private final Path folder;
    private final Process process;

    /** Starts it, and waits until it answers. */
    public SecondEngine() throws Exception {
        // The longest path of a socket in it has to be short.
        this.folder = Files.createTempDirectory(Path.of("/tmp"), "jb2-");
        Path config = folder.resolve("daemon.json");
        String registry = EngineUnderTest.registry();
        Files.writeString(
                config,
                """
                {
                  "features": {"containerd-snapshotter": %s},
                  "hosts": ["unix://%2$s/docker.sock"],
                  "data-root": "%2$s/data",
                  "exec-root": "%2$s/exec",
                  "pidfile": "%2$s/pid",
                  "shutdown-timeout": 1,
                  "iptables": false,
                  "ip-forward": false,
                  "bridge": "none",
                  "registry-mirrors": ["http://%3$s"],
                  "insecure-registries": ["%3$s"]
                }
                """
                        .formatted(
                                EngineUnderTest.socket().toString().contains("containerd"),
                                folder,
                                registry));
        ProcessBuilder command =
                new ProcessBuilder(
                                packages().resolve("usr/sbin/dockerd").toString(),
                                "--config-file",
                                config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile());
        withTools(command.environment());
        this.process = command.start();
        boolean up = false;
        try {
            awaitAnswer();
            up = true;
        } finally {
            if (!up) {
                close();
            }
        }
    }

    /** Where the packages of the engine under test are, and beside them those of the tools. */
    private static Path packages() {
        return Path.of(System.getenv("JBUILD_DEV_DOCKER")).resolve("../../..").normalize();
    }

    private static void withTools(Map<String, String> environment) throws IOException {
        Path tools = packages().resolveSibling("tools");
        List<Path> programs =
                List.of(
                        packages().resolve("usr/sbin"),
                        packages().resolve("usr/bin"),
                        tools.resolve("usr/sbin"),
                        tools.resolve("usr/bin"));
        environment.merge("PATH", join(programs), (own, added) -> added + ":" + own);
        try (var libraries = Files.list(tools.resolve("usr/lib"))) {
            environment.put(
                    "LD_LIBRARY_PATH",
                    join(libraries.filter(path -> path.toString().endsWith("-gnu")).toList()));
        }
    }

    private static String join(List<Path> paths) {
        return String.join(":", paths.stream().map(Path::toString).toList());
    }

    private void awaitAnswer() throws Exception {
        while (process.isAlive()) {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(socket());
                return;
            } catch (IOException e) {
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException(
                "the second engine does not start: " + Files.readString(folder.resolve("log")));
    }

    /** Its socket. */
    public UnixDomainSocketAddress socket() {
        return UnixDomainSocketAddress.of(folder.resolve("docker.sock"));
    }

    /** Its BuildKit, as if it were a buildkitd of its own. */
    public Forwarder buildkitd() throws IOException {
        return Forwarder.buildkitd(socket());
    }

    /** What the mounts of its steps have in their names. */
    public String mark() {
        return folder.toString();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        unmount();
        ScratchFolder.delete(folder);
    }

    /** What is mounted below its folder still, innermost first. */
    private void unmount() throws IOException {
        List<String> left =
                Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                        .map(line -> line.split(" ", -1)[4])
                        .filter(place -> place.startsWith(folder + "/"))
                        .sorted(Comparator.reverseOrder())
                        .toList();
        for (String place : left) {
            new ProcessBuilder("umount", "--lazy", place).start().onExit().join();
        }
    }
}
