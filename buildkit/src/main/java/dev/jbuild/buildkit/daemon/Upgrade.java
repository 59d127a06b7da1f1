package dev.jbuild.buildkit.daemon;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns a connection to Docker's HTTP API into one to the BuildKit inside: {@code POST /grpc},
 * upgraded to h2c.
 */
final class Upgrade {

    private static final int LONGEST_HEADER = 16 << 10;
    private static final byte[] REQUEST =
            """
            POST /grpc HTTP/1.1\r
            Host: docker\r
            Connection: Upgrade\r
            Upgrade: h2c\r
            Content-Length: 0\r
            \r
            """
                    .getBytes(StandardCharsets.US_ASCII);

    /** How servers say that there is no such thing, rather than that one may not have it. */
    private static final List<String> NOT_KNOWN =
            List.of(" 400 ", " 404 ", " 405 ", " 410 ", " 501 ");

    private Upgrade() {}

    /** The other side speaks HTTP but does not upgrade. */
    static final class Refused extends IOException {

        @Serial private static final long serialVersionUID = 1L;

        private final boolean unknown;

        Refused(String statusLine) {
            super("the daemon refused the upgrade to HTTP/2: " + statusLine);
            this.unknown = NOT_KNOWN.stream().anyMatch(statusLine::contains);
        }

        /** Whether that may mean a Docker which has done away with the upgrade. */
        boolean mayGoDirect() {
            return unknown;
        }
    }

    /**
     * Afterwards the next byte in either direction is HTTP/2.
     *
     * @param patience how long the other side may take; then the socket is closed
     */
    static void toHttp2(Socket socket, Duration patience) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        Thread watch =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        Thread.sleep(patience);
                                        late.set(true);
                                        socket.close();
                                    } catch (InterruptedException | IOException e) {
                                        // It has answered, or is closed already.
                                    }
                                });
        try {
            ask(socket);
        } catch (IOException e) {
            throw late.get()
                    ? new IOException(
                            "what listens there says nothing for " + patience.toSeconds() + " s", e)
                    : e;
        } finally {
            watch.interrupt();
        }
    }

    private static void ask(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(REQUEST);
        out.flush();
        String header = header(socket.getInputStream());
        String statusLine = header.lines().findFirst().orElse("");
        if (!statusLine.startsWith("HTTP/1.1 101")) {
            throw new Refused(statusLine);
        }
    }

    /** Byte by byte, because HTTP/2 may begin right behind the empty line. */
    private static String header(InputStream in) throws IOException {
        StringBuilder header = new StringBuilder();
        while (header.indexOf("\r\n\r\n", Math.max(0, header.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection was closed during the upgrade to HTTP/2");
            }
            header.append((char) next);
            if (header.length() > LONGEST_HEADER) {
                throw new IOException("what listens there is no Docker engine");
            }
        }
        return header.toString();
    }
}
