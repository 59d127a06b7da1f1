package dev.jbuild.buildkit.wire;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A {@link Socket} for what is none: a stream of bytes each way, and to the questions of OkHttp
 * about addresses and settings an answer that means nothing.
 */
public abstract class PlainSocket extends Socket {

    @Override
    public abstract InputStream getInputStream();

    @Override
    public abstract OutputStream getOutputStream();

    @Override
    public abstract boolean isClosed();

    @Override
    public final boolean isConnected() {
        return true;
    }

    @Override
    public final void setTcpNoDelay(boolean on) {}

    @Override
    public final void setSoTimeout(int timeout) {}

    @Override
    public final InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public final SocketAddress getRemoteSocketAddress() {
        return new InetSocketAddress(getInetAddress(), 1);
    }

    @Override
    public final SocketAddress getLocalSocketAddress() {
        return new InetSocketAddress(getInetAddress(), 1);
    }
}
