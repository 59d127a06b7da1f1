package dev.jbuild.buildkit.wire;

import com.google.protobuf.ByteString;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The reading end of a stream of messages. Whoever reads a message up is told, so that a further
 * one can be asked for.
 */
final class ByteQueue extends InputStream {

    private static final ByteString END = ByteString.copyFrom(new byte[0]);

    private final BlockingQueue<ByteString> pieces = new LinkedBlockingQueue<>();
    private final Runnable consumed;
    private ByteString current = ByteString.EMPTY;
    private int position;

    ByteQueue(Runnable consumed) {
        this.consumed = consumed;
    }

    void add(ByteString piece) {
        if (!piece.isEmpty()) {
            pieces.add(piece);
        } else {
            consumed.run();
        }
    }

    void end() {
        pieces.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == current.size() && !next()) {
            return -1;
        }
        int size = Math.min(length, current.size() - position);
        current.substring(position, position + size).copyTo(bytes, offset);
        position += size;
        if (position == current.size()) {
            consumed.run();
        }
        return size;
    }

    @SuppressWarnings("ReferenceEquality") // the end is known by identity
    private boolean next() throws IOException {
        ByteString piece;
        try {
            piece = pieces.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        }
        if (piece == END) {
            pieces.add(END);
            return false;
        }
        current = piece;
        position = 0;
        return true;
    }
}
