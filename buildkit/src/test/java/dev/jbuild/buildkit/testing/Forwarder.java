package dev.jbuild.buildkit.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Offers a real server on a port of the loopback interface, for as long as a test wants it to be
 * reachable.
 */
public final class Forwarder implements AutoCloseable {

    private final ServerSocketChannel port;
    private final SocketAddress server;
    private final Greeting greeting;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger visits = new AtomicInteger();

    /** Passes on all that is said, as it is. */
    public Forwarder(SocketAddress server) throws IOException {
        this(server, _ -> {});
    }

    /**
     * @param greeting talks to the server before a client is let through to it
     */
    public Forwarder(SocketAddress server, Greeting greeting) throws IOException {
        this.server = server;
        this.greeting = greeting;
        this.port =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.startVirtualThread(this::accept);
    }

    /** What is said to the server first. */
    @FunctionalInterface
    public interface Greeting {
        void say(SocketChannel server) throws IOException;
    }

    /** Host and port, as in image names. */
    public String name() throws IOException {
        return "localhost:" + ((InetSocketAddress) port.getLocalAddress()).getPort();
    }

    /** How often somebody has connected. */
    public int visits() {
        return visits.get();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = port.accept();
                visits.incrementAndGet();
                SocketChannel behind = SocketChannel.open(server);
                open.add(client);
                open.add(behind);
                greeting.say(behind);
                Thread.startVirtualThread(() -> pump(client, behind));
                Thread.startVirtualThread(() -> pump(behind, client));
            }
        } catch (IOException e) {
            closeConnections();
        }
    }

    private void pump(ByteChannel from, ByteChannel to) {
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
            // The other direction has closed both: the connection is at its end.
            open.removeIf(channel -> !channel.isOpen());
        }
    }

    private void closeConnections() {
        for (SocketChannel channel : open) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** From now on nobody answers at the port, and all connections are cut. */
    public void stop() throws IOException {
        port.close();
        closeConnections();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
