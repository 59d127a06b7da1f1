package dev.jbuild.engine.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Greets the engine at a socket of this machine, which is where nearly all of them are: to see that
 * it answers takes none of the classes of {@link DockerApi}.
 */
final class Greeting {
    /** In the answer to every request to a Docker engine. */
    private static final Pattern VERSION =
            Pattern.compile("\r\nServer: Docker/(\\S+)", Pattern.CASE_INSENSITIVE);

    /** By HTTP 1.0, so that the answer ends with the connection. */
    private static final byte[] PING =
            "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int LIMIT = 8192;

    private Greeting() {}

    /**
     * The version of the engine; empty when it takes more to find that out.
     *
     * @throws IOException when nothing answers
     */
    static Optional<String> of(EngineAddress address) throws IOException {
        String path = address.uri().getPath();
        if (path == null || !address.uri().getScheme().equals("unix")) {
            return Optional.empty();
        }
        try (SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.connect(UnixDomainSocketAddress.of(path));
            engine.write(ByteBuffer.wrap(PING));
            ByteBuffer answer = ByteBuffer.allocate(LIMIT);
            while (answer.hasRemaining() && engine.read(answer) >= 0) {}
            Matcher version = VERSION.matcher(StandardCharsets.ISO_8859_1.decode(answer.flip()));
            return version.find() ? Optional.of(version.group(1)) : Optional.empty();
        }
    }
}
