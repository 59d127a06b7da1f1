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
    /** How every answer begins that names an image: the engine puts the id first. */
    private static final String FOUND = "HTTP/1.0 200 ";

    private static final String ID = "\r\n\r\n{\"Id\":\"";
    private static final int ENOUGH = 4096;

    private EngineQuestion() {}

    /** Whether it does. An answer that is not understood is a no. */
    static boolean has(Path socket, Images.Image image) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            String request =
                    "GET /images/" + image.name() + "/json HTTP/1.0\r\nHost: docker\r\n\r\n";
            ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            String answer = beginning(channel);
            int body = answer.indexOf(ID);
            return answer.startsWith(FOUND)
                    && body > 0
                    && answer.startsWith(image.id() + "\"", body + ID.length());
        }
    }

    private static String beginning(SocketChannel channel) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ENOUGH);
        ByteBuffer chunk = ByteBuffer.allocate(ENOUGH);
        while (bytes.size() < ENOUGH && channel.read(chunk) >= 0) {
            bytes.write(chunk.array(), 0, chunk.position());
            chunk.clear();
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
