package dev.jbuild.front.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Asks the engine at a socket of this machine, without the thousand classes of a client: one
 * request on a connection of its own, in the oldest form of HTTP, which is answered without chunks
 * and ended by the end of the stream.
 */
public final class EngineSocket {
    private static final int CHUNK = 4096;

    private EngineSocket() {}

    /**
     * The beginning of what is answered, from the first line of the head.
     *
     * @param what path of the question, as in {@code /_ping}
     * @param enough how many bytes are certainly enough
     * @throws IOException when nobody answers
     */
    public static String ask(Path socket, String what, int enough) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            String request = "GET " + what + " HTTP/1.0\r\nHost: docker\r\n\r\n";
            ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK);
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            while (bytes.size() < enough && channel.read(chunk) >= 0) {
                bytes.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
            return bytes.toString(StandardCharsets.US_ASCII);
        }
    }
}
