package dev.jbuild.buildkit.session;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ServerSocketFactory;

/** Lets a gRPC server, which wants to listen, serve the one connection that is there already. */
final class SingleConnection extends ServerSocketFactory {

    private final Socket connection;

    SingleConnection(Socket connection) {
        this.connection = connection;
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Accepting(connection);
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
            throws IOException {
        return createServerSocket();
    }

    private static final class Accepting extends ServerSocket {

        private final AtomicReference<@Nullable Socket> waiting;
        private final CountDownLatch closed = new CountDownLatch(1);

        Accepting(Socket connection) throws IOException {
            this.waiting = new AtomicReference<>(connection);
        }

        @Override
        public Socket accept() throws IOException {
            Socket connection = waiting.getAndSet(null);
            if (connection != null) {
                return connection;
            }
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new SocketException("closed");
        }

        @Override
        public void bind(SocketAddress address) {}

        @Override
        public void bind(SocketAddress address, int backlog) {}

        @Override
        public void setReuseAddress(boolean on) {}

        @Override
        public SocketAddress getLocalSocketAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }

        @Override
        public int getLocalPort() {
            return 1;
        }

        @Override
        public void close() throws IOException {
            closed.countDown();
            super.close();
        }
    }
}
