package dev.jbuild.buildkit.testing;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A socket as Docker engines are to have it, which have done away with the upgrade: HTTP/2 from the
 * first byte goes to the BuildKit inside, anything else is HTTP/1.1 and gets one answer.
 */
public final class NewDocker implements AutoCloseable {
    private static final int FIRST = "PRI ".length();

    private final ServerSocketChannel socket;
    private final SocketAddress buildkit;
    private final String answer;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger direct = new AtomicInteger();

    /**
     * @param buildkit what speaks HTTP/2
     * @param answer to a wish for an upgrade: a status line; empty for silence
     */
    public NewDocker(Path place, SocketAddress buildkit, String answer) throws IOException {
        this.buildkit = buildkit;
        this.answer = answer;
        this.socket =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(place));
        Thread.startVirtualThread(this::accept);
    }

    /** How often it has answered a wish for an upgrade. */
    public int refused() {
        return refused.get();
    }

    /** How often somebody has come with HTTP/2. */
    public int direct() {
        return direct.get();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = socket.accept();
                Thread.startVirtualThread(() -> serve(client));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            ByteBuffer first = ByteBuffer.allocate(FIRST);
            while (first.hasRemaining() && client.read(first) >= 0) {
                // A client may send byte by byte.
            }
            if (new String(first.array(), StandardCharsets.US_ASCII).equals("PRI ")) {
                direct.incrementAndGet();
                pass(client, first.flip());
            } else if (answer.isEmpty()) {
                while (client.read(first.clear()) >= 0) {
                    // It may wait.
                }
            } else {
                refused.incrementAndGet();
                client.write(
                        ByteBuffer.wrap(
                                (answer + "\r\nContent-Length: 0\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII)));
            }
        } catch (IOException e) {
            // The client has what it wanted.
        }
    }

    private void pass(SocketChannel client, ByteBuffer first) throws IOException {
        try (SocketChannel behind = SocketChannel.open(buildkit)) {
            behind.write(first);
            Thread.startVirtualThread(() -> pump(behind, client));
            pump(client, behind);
        }
    }

    private static void pump(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try (from;
                to) {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        } catch (IOException e) {
            // One side has gone, and the other goes with it.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
