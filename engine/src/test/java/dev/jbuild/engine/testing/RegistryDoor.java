package dev.jbuild.engine.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registry of the test's own, as the engine sees it: a port of its own that leads to the real
 * one, and that can be closed.
 */
public final class RegistryDoor implements AutoCloseable {
    private final ServerSocketChannel server;
    private final InetSocketAddress registry;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger visits = new AtomicInteger();

    public RegistryDoor() throws IOException {
        String[] address = EngineUnderTest.registry().split(":", -1);
        this.registry =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(address[1]));
        this.server =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.startVirtualThread(this::accept);
    }

    /** Host and port, as in image names. */
    public String name() throws IOException {
        return "localhost:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** How often somebody has connected. */
    public int visits() {
        return visits.get();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                visits.incrementAndGet();
                SocketChannel behind = SocketChannel.open(registry);
                open.add(client);
                open.add(behind);
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

    /** Stops the registry: nobody answers at its port any more. */
    public void stop() throws IOException {
        server.close();
        closeConnections();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
