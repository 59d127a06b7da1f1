package dev.jbuild.engine.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real registry as a process of its own, with all that it keeps in one folder. */
final class RegistryProcess implements AutoCloseable {
    private final Path folder;
    private final Process process;

    /**
     * Starts one, and waits until it answers.
     *
     * @param host where it listens, host and port
     * @param settings the part about HTTP, which comes first and is indented, and what follows
     */
    RegistryProcess(Path folder, String host, String settings) throws Exception {
        this.folder = folder;
        Path config = folder.resolve("config.yml");
        Files.writeString(
                config,
                """
                version: 0.1
                storage:
                  filesystem:
                    rootdirectory: %s/data
                http:
                  addr: %s
                """
                                .formatted(folder, host)
                        + settings);
        this.process =
                new ProcessBuilder(program(), "serve", config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        awaitAnswer(host);
    }

    /** The program is among the tools of the development engine. */
    private static String program() {
        String docker = System.getenv("JBUILD_DEV_DOCKER");
        return Path.of(docker)
                .resolve("../../../../tools/usr/bin/docker-registry")
                .normalize()
                .toString();
    }

    /** An address with a port that nobody has. */
    static String freeHost(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return address + ":" + socket.getLocalPort();
        }
    }

    /** Until it answers, or has ended. */
    private void awaitAnswer(String host) throws Exception {
        int colon = host.lastIndexOf(':');
        int port = Integer.parseInt(host.substring(colon + 1));
        while (process.isAlive()) {
            try (Socket socket = new Socket(host.substring(0, colon), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (java.net.ConnectException e) {
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException(
                "the registry does not start: " + Files.readString(folder.resolve("log")));
    }

    /** The requests so far that have written something, each as a line of its log. */
    List<String> writes() throws IOException {
        return Files.readAllLines(folder.resolve("log")).stream()
                .filter(line -> line.matches(".*\"(PUT|POST|PATCH) [^\"]*\".*"))
                .toList();
    }

    /** What a build needs in its environment to be logged in. */
    Map<String, String> login(String host, String user, String password) throws IOException {
        String pair =
                Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        Path settings = Files.createDirectories(folder.resolve("settings"));
        Files.writeString(
                settings.resolve("config.json"),
                "{\"auths\": {\"" + host + "\": {\"auth\": \"" + pair + "\"}}}");
        return Map.of("DOCKER_CONFIG", settings.toString());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
