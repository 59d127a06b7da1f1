package dev.jbuild.buildkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Offers the real daemon on a port of the loopback interface: as it is, or with the upgrade to
 * HTTP/2 done already, which makes the BuildKit inside of Docker look like a buildkitd of its own.
 */
final class Forwarder implements AutoCloseable {

    private static final byte[] UPGRADE =
            "POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocketChannel server;
    private final SocketAddress daemon;
    private final boolean upgrade;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    Forwarder(Path socket, boolean upgrade) throws IOException {
        this.daemon = UnixDomainSocketAddress.of(socket);
        this.upgrade = upgrade;
        this.server =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.startVirtualThread(this::accept);
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                SocketChannel behind = SocketChannel.open(daemon);
                open.add(client);
                open.add(behind);
                if (upgrade) {
                    upgrade(behind);
                }
                Thread.startVirtualThread(() -> pump(client, behind));
                Thread.startVirtualThread(() -> pump(behind, client));
            }
        } catch (IOException e) {
            closeConnections();
        }
    }

    private static void upgrade(SocketChannel daemon) throws IOException {
        daemon.write(ByteBuffer.wrap(UPGRADE));
        StringBuilder header = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (header.indexOf("\r\n\r\n") < 0) {
            if (daemon.read(one.clear()) < 0) {
                throw new IOException("no upgrade: " + header);
            }
            header.append((char) one.get(0));
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

    @Override
    public void close() throws IOException {
        server.close();
        closeConnections();
    }
}
