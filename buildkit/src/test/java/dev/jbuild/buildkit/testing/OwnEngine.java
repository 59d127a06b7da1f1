package dev.jbuild.buildkit.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An engine of a test's own, which it may kill: with nothing in it, of the kind of the engine under
 * test, and beside it. It makes no rules of networks, which would get in the way of others.
 *
 * <p>Whatever a killed test leaves of it, {@code dev/engine down --all} ends.
 */
public final class OwnEngine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** By HTTP 1.0, so that nothing else is to be said. */
    private static final byte[] PING =
            "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern BRIDGE = Pattern.compile("\"bridge\": \"([^\"]+)\"");

    private final Path folder;
    private Process daemon;

    private OwnEngine(Path folder) throws IOException {
        this.folder = folder;
        this.daemon = launch(folder);
    }

    /** Starts one, and waits until it answers. */
    public static OwnEngine start() throws IOException, InterruptedException {
        // Short, for the paths of sockets in it have a limit.
        Path folder =
                Files.createDirectories(
                        DevelopmentTools.instances()
                                .resolve("own-" + UUID.randomUUID().toString().substring(0, 8)));
        Files.writeString(folder.resolve("daemon.json"), config(folder));
        OwnEngine engine = new OwnEngine(folder);
        boolean up = false;
        try {
            engine.awaitAnswer();
            up = true;
            return engine;
        } finally {
            if (!up) {
                engine.close();
            }
        }
    }

    /**
     * It shares the bridge of the engine under test, which has set up all that a bridge needs, and
     * gives addresses that the other one does not come to.
     */
    private static String config(Path folder) throws IOException {
        Path other = Path.of(URI.create(System.getenv("DOCKER_HOST")).getPath());
        Matcher bridge = BRIDGE.matcher(Files.readString(other.resolveSibling("daemon.json")));
        if (!bridge.find()) {
            throw new AssertionError("the engine under test is not one of dev/engine");
        }
        String network = Files.readString(other.resolveSibling("network")).strip();
        return """
        {
          "features": {"containerd-snapshotter": %s},
          "hosts": ["unix://%2$s/docker.sock"],
          "data-root": "%2$s/data",
          "exec-root": "%2$s/exec",
          "pidfile": "%2$s/pid",
          "bridge": "%4$s",
          "fixed-cidr": "172.%5$s.%6$d.0/24",
          "iptables": false,
          "ip6tables": false,
          "ip-forward": false,
          "registry-mirrors": ["http://%3$s"],
          "insecure-registries": ["%3$s"]
        }
        """
                .formatted(
                        System.getenv("DOCKER_HOST").contains("containerd"),
                        folder,
                        System.getenv("JBUILD_DEV_REGISTRY"),
                        bridge.group(1),
                        network,
                        ThreadLocalRandom.current().nextInt(64, 128));
    }

    private static Process launch(Path folder) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                DevelopmentTools.engine().resolve("usr/sbin/dockerd").toString(),
                                "--config-file",
                                folder.resolve("daemon.json").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        DevelopmentTools.addTo(builder.environment());
        return builder.start();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (daemon.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                List<String> log = Files.readAllLines(folder.resolve("log"));
                throw new IOException(
                        "the engine does not start: "
                                + log.subList(Math.max(0, log.size() - 20), log.size()));
            }
        }
    }

    private boolean answers() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(socket());
            channel.write(ByteBuffer.wrap(PING));
            return channel.read(ByteBuffer.allocate(PING.length)) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Its socket. */
    public UnixDomainSocketAddress socket() {
        return UnixDomainSocketAddress.of(folder.resolve("docker.sock"));
    }

    /** Its address, as in {@code DOCKER_HOST}. */
    public String host() {
        return "unix://" + folder.resolve("docker.sock");
    }

    /** What the mounts of its steps have in their names. */
    public String mark() {
        return folder.toString();
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
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                .filter(
                        process ->
                                process.info()
                                        .commandLine()
                                        .filter(line -> line.contains(mark()))
                                        .isPresent());
    }

    /** Starts it again, and waits until it answers. */
    public void revive() throws IOException, InterruptedException {
        daemon = launch(folder);
        awaitAnswer();
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
