package dev.jbuild.front.standby;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A connection to a jbuild that stands by. What goes over it comes in frames: a byte that says what
 * it is, four with its length, and that much. One thread may send while another one receives.
 */
public final class Wire implements AutoCloseable {
    /** The environment of a process is the longest that is ever sent, and Linux has 2 MB for it. */
    private static final int LONGEST = 16 * 1024 * 1024;

    private static final int HEAD = 5;

    /** What a frame is, with the letter that says so. */
    public enum Kind {
        /** From the front: what is wanted, an {@link Order}. */
        ORDER('r'),
        /** From the front: the user wants it to stop. */
        STOP('s'),
        /** The order is being carried out. */
        TAKEN('t'),
        /** Another one is, and it has to be carried out elsewhere. */
        BUSY('b'),
        /** For standard output. */
        OUT('o'),
        /** For standard error. */
        ERR('e'),
        /** The last one: the exit code, a byte. */
        END('x');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }

        private static Kind of(byte letter) throws IOException {
            for (Kind kind : values()) {
                if (kind.letter == letter) {
                    return kind;
                }
            }
            throw new IOException("this is not what a jbuild says: " + letter);
        }
    }

    /**
     * What arrived.
     *
     * @param content from its first byte to its last
     */
    public record Frame(Kind kind, ByteBuffer content) {}

    private final SocketChannel channel;

    /**
     * @param channel connected, in blocking mode; closed with this
     */
    public Wire(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Calls somebody.
     *
     * @throws IOException when nobody is there
     */
    static Wire to(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new Wire(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends a frame without content. */
    public void send(Kind kind) throws IOException {
        send(kind, new byte[0], 0, 0);
    }

    /** Sends a part of some bytes. Waits until the other side has room for it. */
    public synchronized void send(Kind kind, byte[] bytes, int offset, int length)
            throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEAD + length);
        frame.put(kind.letter).putInt(length).put(bytes, offset, length).flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    /**
     * Waits for a frame; empty when the other side has ended.
     *
     * @throws IOException when the connection breaks, or what comes is no frame
     */
    public Optional<Frame> receive() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        if (channel.read(head) < 0) {
            return Optional.empty();
        }
        fill(head);
        Kind kind = Kind.of(head.get(0));
        int length = head.getInt(1);
        if (length < 0 || length > LONGEST) {
            throw new IOException("a frame of " + length + " bytes");
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        fill(content);
        return Optional.of(new Frame(kind, content.flip()));
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the connection ended in the middle of a frame");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
