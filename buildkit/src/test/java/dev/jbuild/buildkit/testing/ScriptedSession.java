package dev.jbuild.buildkit.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import dev.jbuild.buildkit.wire.Threads;
import dev.jbuild.buildkit.wire.control.BytesMessage;
import dev.jbuild.buildkit.wire.control.ControlGrpc;

import io.grpc.Status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The daemon's end of the one session that is opened with a scripted daemon. */
public final class ScriptedSession implements AutoCloseable {
    private static final int PIECE = 32 << 10;

    private final Socket way;
    private final SessionCaller caller;
    private final AtomicBoolean opened = new AtomicBoolean();

    /** Waits for a session to be opened. */
    public ScriptedSession(ScriptedDaemon daemon) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket end = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
            way = listening.accept();
            caller = SessionCaller.on(end);
        }
        daemon.on(ControlGrpc.getSessionMethod(), this::carry);
    }

    /** Calls what the session serves, as {@link SessionCaller#call} does. */
    public Status call(String method, List<byte[]> messages) throws Exception {
        return caller.call(method, messages);
    }

    private void carry(byte[] message, ScriptedDaemon.Reply reply) {
        if (opened.compareAndSet(false, true)) {
            Threads.VIRTUAL.execute(() -> carryBack(reply));
        }
        try {
            BytesMessage.parseFrom(message).getData().writeTo(way.getOutputStream());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("our own client sends no such thing", e);
        } catch (IOException e) {
            // Closed meanwhile.
            reply.end();
        }
    }

    private void carryBack(ScriptedDaemon.Reply reply) {
        byte[] piece = new byte[PIECE];
        try (InputStream in = way.getInputStream()) {
            for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
                reply.send(
                        BytesMessage.newBuilder()
                                .setData(ByteString.copyFrom(piece, 0, size))
                                .build()
                                .toByteArray());
            }
        } catch (IOException e) {
            // Closed meanwhile.
        }
        reply.end();
    }

    @Override
    public void close() {
        caller.close();
        try {
            way.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
