package dev.jbuild.buildkit.testing;

import java.io.IOException;
import java.net.ConnectException;
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

/**
 * A real registry as a process of its own, which a test may kill, with all that it keeps in one
 * folder.
 */
public final class RegistryProcess implements AutoCloseable {
    private final Path folder;
    private final String host;
    private Process process;

    /**
     * Starts one, and waits until it answers.
     *
     * @param host where it listens, host and port
     * @param settings the part about HTTP, which comes first and is indented, and what follows
     */
    public RegistryProcess(Path folder, String host, String settings)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.host = host;
        Files.writeString(
                folder.resolve("config.yml"),
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
        this.process = launch(folder);
        awaitAnswer();
    }

    private static Process launch(Path folder) throws IOException {
        return new ProcessBuilder(
                        DevelopmentTools.tools().resolve("usr/bin/docker-registry").toString(),
                        "serve",
                        folder.resolve("config.yml").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    /** An address with a port that nobody has. */
    public static String freeHost(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return address + ":" + socket.getLocalPort();
        }
    }

    /** Until it answers, or has ended. */
    private void awaitAnswer() throws IOException, InterruptedException {
        int colon = host.lastIndexOf(':');
        int port = Integer.parseInt(host.substring(colon + 1));
        while (process.isAlive()) {
            try (Socket socket = new Socket(host.substring(0, colon), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (ConnectException e) {
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException(
                "the registry does not start: " + Files.readString(folder.resolve("log")));
    }

    /** Host and port, as in names of images. */
    public String host() {
        return host;
    }

    /** The requests so far that have written something, each as a line of its log. */
    public List<String> writes() throws IOException {
        return Files.readAllLines(folder.resolve("log")).stream()
                .filter(line -> line.matches(".*\"(PUT|POST|PATCH) [^\"]*\".*"))
                .toList();
    }

    /** What a build needs in its environment to be logged in. */
    public Map<String, String> login(String user, String password) throws IOException {
        String pair =
                Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        Path settings = Files.createDirectories(folder.resolve("settings"));
        Files.writeString(
                settings.resolve("config.json"),
                "{\"auths\": {\"" + host + "\": {\"auth\": \"" + pair + "\"}}}");
        return Map.of("DOCKER_CONFIG", settings.toString());
    }

    /** Ends it as a broken machine does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again, and waits until it answers. What it was given it has. */
    public void revive() throws IOException, InterruptedException {
        process = launch(folder);
        awaitAnswer();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
