package dev.jbuild.buildkit.daemon;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.SocketFactory;

/** Gives out connections to one daemon, whatever address is asked for. */
public final class DialingSocketFactory extends SocketFactory {

    private final Dialing dialing;
    private final AtomicReference<@Nullable Socket> first;

    /** A way to connect. */
    @FunctionalInterface
    public interface Dialing {
        Socket dial() throws IOException;
    }

    /**
     * Connects at once, so that a daemon which is not there is noticed now and with its reason; the
     * connection is the first one given out.
     */
    public DialingSocketFactory(Dialing dialing) throws IOException {
        this.dialing = dialing;
        this.first = new AtomicReference<>(dialing.dial());
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket ready = first.getAndSet(null);
        return ready == null ? dialing.dial() : ready;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return createSocket();
    }
}
