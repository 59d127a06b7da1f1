package dev.jbuild.buildkit.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Offers a real server on a port of the loopback interface, for as long as a test wants it to be
 * reachable.
 */
public final class Forwarder implements AutoCloseable {

    private static final byte[] UPGRADE =
            "POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final byte TLS_HANDSHAKE = 22;
    private static final byte[] NO_TLS =
            "HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocketChannel port;
    private final SocketAddress place;
    private final SocketAddress server;
    private final Greeting greeting;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger visits = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean withoutTls;
    private final AtomicLong cutAt = new AtomicLong(Long.MAX_VALUE);

    /** Passes on all that is said, as it is. */
    public Forwarder(SocketAddress server) throws IOException {
        this(server, _ -> {});
    }

    /**
     * @param greeting talks to the server before a client is let through to it
     */
    public Forwarder(SocketAddress server, Greeting greeting) throws IOException {
        this(
                server,
                greeting,
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    private Forwarder(SocketAddress server, Greeting greeting, ServerSocketChannel port)
            throws IOException {
        this.server = server;
        this.greeting = greeting;
        this.port = port;
        this.place = port.getLocalAddress();
        Thread.startVirtualThread(this::accept);
    }

    /** The BuildKit inside of a Docker engine, as if it were a buildkitd of its own. */
    public static Forwarder buildkitd(UnixDomainSocketAddress docker) throws IOException {
        return new Forwarder(docker, Forwarder::upgrade);
    }

    /** The same at a socket. */
    public static Forwarder buildkitd(UnixDomainSocketAddress docker, Path socket)
            throws IOException {
        return new Forwarder(
                docker,
                Forwarder::upgrade,
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(socket)));
    }

    /** Has Docker speak HTTP/2 from here on. */
    private static void upgrade(SocketChannel docker) throws IOException {
        docker.write(ByteBuffer.wrap(UPGRADE));
        StringBuilder header = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (header.indexOf("\r\n\r\n") < 0) {
            if (docker.read(one.clear()) < 0) {
                throw new IOException("no upgrade: " + header);
            }
            header.append((char) one.get(0));
        }
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

    /** How many bytes clients have sent so far. */
    public long sent() {
        return sent.get();
    }

    /** Breaks all connections, once, as soon as clients have sent so many bytes in all. */
    public void cutAfter(long bytes) {
        cutAt.set(bytes);
    }

    /** Answers whoever speaks TLS that there is none, for a server that would wait for more. */
    public Forwarder withoutTls() {
        withoutTls = true;
        return this;
    }

    /** How often all connections were broken. */
    public int cuts() {
        return cuts.get();
    }

    private void countSent(long bytes) {
        long limit = cutAt.get();
        if (sent.addAndGet(bytes) >= limit && cutAt.compareAndSet(limit, Long.MAX_VALUE)) {
            cut();
        }
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
                Thread.startVirtualThread(() -> pump(client, behind, this::countSent));
                Thread.startVirtualThread(() -> pump(behind, client, _ -> {}));
            }
        } catch (IOException e) {
            closeConnections();
        }
    }

    private void pump(ByteChannel from, ByteChannel to, LongConsumer passed) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try (from;
                to) {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                if (withoutTls && buffer.get(0) == TLS_HANDSHAKE) {
                    from.write(ByteBuffer.wrap(NO_TLS));
                    return;
                }
                passed.accept(buffer.remaining());
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

    /** Breaks all connections; who connects anew is served. */
    public void cut() {
        cuts.incrementAndGet();
        closeConnections();
    }

    /** Breaks all connections as a machine does that knows nothing of them. */
    public void reset() throws IOException {
        for (SocketChannel channel : open) {
            if (channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        }
        cut();
    }

    /** From now on nobody answers at the port, and all connections are cut. */
    public void stop() throws IOException {
        port.close();
        closeConnections();
    }

    /** Another one to the same server, at the port where this one was before it stopped. */
    public Forwarder again() throws IOException {
        return new Forwarder(
                server,
                greeting,
                ServerSocketChannel.open()
                        .setOption(StandardSocketOptions.SO_REUSEADDR, true)
                        .bind(place));
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
