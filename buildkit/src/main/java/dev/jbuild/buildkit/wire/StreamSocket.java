package dev.jbuild.buildkit.wire;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.control.BytesMessage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A socket whose bytes travel in the messages of a call, so that a connection can run inside
 * another one. Borders of messages mean nothing.
 */
final class StreamSocket extends PlainSocket {

    private static final int PIECE = 32 << 10;

    private final ByteQueue inbox;
    private final Outbox<BytesMessage> outbox;
    private final OutputStream output;
    private final AtomicBoolean closed = new AtomicBoolean();

    StreamSocket(ByteQueue inbox, Outbox<BytesMessage> outbox) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.output = new BufferedOutputStream(new Pieces(), PIECE);
    }

    @Override
    public InputStream getInputStream() {
        return inbox;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            inbox.end();
            outbox.complete();
        }
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void shutdownInput() {
        inbox.end();
    }

    @Override
    public void shutdownOutput() {
        outbox.complete();
    }

    /** Each write is a message; the buffer around it gathers small ones until the flush. */
    private final class Pieces extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += PIECE) {
                int size = Math.min(PIECE, length - done);
                outbox.send(
                        BytesMessage.newBuilder()
                                .setData(ByteString.copyFrom(bytes, offset + done, size))
                                .build());
            }
        }
    }
}
