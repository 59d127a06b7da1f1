package dev.jbuild.front.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Asks an engine whether a name still stands for an image: one request on a connection of its own,
 * in the oldest form of HTTP, which is answered without chunks and ended by the end of the stream.
 */
final class EngineQuestion {
    private static final String FOUND = "HTTP/1.0 200 ";

    /** Within a text, its quotes would be escaped. */
    private static final String ID = "\"Id\":\"";

    private static final int ENOUGH = 1 << 16;
    private static final int CHUNK = 4096;

    private EngineQuestion() {}

    /** Whether it does. An answer that is not understood is a no. */
    static boolean has(Path socket, Images.Image image) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            // Its history begins with its id, and is had in a third of the time of all about it.
            String request =
                    "GET /images/" + image.name() + "/history HTTP/1.0\r\nHost: docker\r\n\r\n";
            ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            String answer = beginning(channel);
            int id = answer.indexOf(ID);
            return answer.startsWith(FOUND)
                    && id > 0
                    && answer.startsWith(image.id() + "\"", id + ID.length());
        }
    }

    private static String beginning(SocketChannel channel) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (bytes.size() < ENOUGH && channel.read(chunk) >= 0) {
            bytes.write(chunk.array(), 0, chunk.position());
            chunk.clear();
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
