package dev.jbuild.examples.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A registry that a test may kill. What it was given it has again when it is back. */
public final class OwnRegistry implements AutoCloseable {
    private static final String USER = "ada";
    private static final String PASSWORD = "open sesame";

    /** Of the password, by bcrypt, as the registry wants it. */
    private static final String HASH =
            "$2b$04$MZO9b/0TxxH/chZmJFhi6eeabjOKtcM4pk2fuTS40No2bkf25Qrm6";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final int port;
    private Process process;

    private OwnRegistry(Path folder, String login) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(
                folder.resolve("config.yml"),
                """
                version: 0.1
                storage:
                  filesystem:
                    rootdirectory: %s/data
                http:
                  addr: 127.0.0.1:%s
                """
                                .formatted(folder, port)
                        + login);
        Files.writeString(folder.resolve("htpasswd"), USER + ":" + HASH + "\n");
        revive();
    }

    /**
     * Starts one for anybody.
     *
     * @param folder an empty one, for all that it keeps
     */
    public static OwnRegistry open(Path folder) throws IOException {
        return new OwnRegistry(folder, "");
    }

    /** Starts one that wants the {@link #password} of a {@link #user}. */
    public static OwnRegistry locked(Path folder) throws IOException {
        return new OwnRegistry(
                folder,
                """
                auth:
                  htpasswd:
                    realm: test
                    path: %s/htpasswd
                """
                        .formatted(folder));
    }

    /** Who may log in. */
    public static String user() {
        return USER;
    }

    public static String password() {
        return PASSWORD;
    }

    /** Host and port, as in names of images. */
    public String host() {
        return "localhost:" + port;
    }

    /** Starts it again, and waits until it answers. */
    public void revive() throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(Containers.command().getFirst())
                                        .resolve("../../../../tools/usr/bin/docker-registry")
                                        .normalize()
                                        .toString(),
                                "serve",
                                folder.resolve("config.yml").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                        .start();
        try {
            Await.until(this::answers, PATIENCE, () -> "no registry at " + host());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it as a broken machine does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
