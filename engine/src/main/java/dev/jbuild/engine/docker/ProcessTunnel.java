package dev.jbuild.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A socket of ours whose every connection is the input and output of a program, such as {@code
 * ssh}. It is in a folder that nobody else can look into, and gone when this is closed.
 */
final class ProcessTunnel implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path folder;
    private final ServerSocketChannel server;
    private final Set<Process> processes = ConcurrentHashMap.newKeySet();

    private ProcessTunnel(
            List<String> command,
            Map<String, String> environment,
            Path folder,
            ServerSocketChannel server) {
        this.command = command;
        this.environment = environment;
        this.folder = folder;
        this.server = server;
    }

    /**
     * Opens it.
     *
     * @param environment of the program, which is also found by its {@code PATH}
     */
    static ProcessTunnel open(List<String> command, Map<String, String> environment)
            throws IOException {
        // For the owner only, and with a name that is short enough for a socket's.
        Path folder = Files.createTempDirectory("jbuild-");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        List<String> found = Stream.concat(Stream.of("env"), command.stream()).toList();
        ProcessTunnel tunnel = new ProcessTunnel(found, environment, folder, server);
        try {
            server.bind(UnixDomainSocketAddress.of(tunnel.socket()));
        } catch (IOException e) {
            tunnel.close();
            throw e;
        }
        Thread.ofVirtual().name("tunnel").start(tunnel::accept);
        return tunnel;
    }

    Path socket() {
        return folder.resolve("engine.sock");
    }

    /** What the program complained of last; empty when it did not. */
    String complaint() {
        try {
            return Files.readString(log()).lines().reduce("", (_, last) -> last);
        } catch (IOException e) {
            return "";
        }
    }

    private Path log() {
        return folder.resolve("log");
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                serve(server.accept());
            } catch (IOException ended) {
                // Closed, or a connection that its client notices the end of.
            }
        }
    }

    private void serve(SocketChannel client) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            processes.add(process);
            Thread.startVirtualThread(() -> send(client, process));
            Thread.startVirtualThread(() -> receive(process, client));
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private static void send(SocketChannel client, Process process) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try (OutputStream out = process.getOutputStream()) {
            while (client.read(chunk.clear()) >= 0) {
                out.write(chunk.array(), 0, chunk.position());
                out.flush();
            }
        } catch (IOException e) {
            process.destroy();
        }
    }

    private static void receive(Process process, SocketChannel client) {
        byte[] chunk = new byte[CHUNK];
        try (client;
                InputStream in = process.getInputStream()) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                ByteBuffer received = ByteBuffer.wrap(chunk, 0, count);
                while (received.hasRemaining()) {
                    client.write(received);
                }
            }
        } catch (IOException e) {
            process.destroy();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        // One that has ended does not mind.
        processes.forEach(Process::destroy);
        Files.deleteIfExists(socket());
        Files.deleteIfExists(log());
        Files.delete(folder);
    }
}
