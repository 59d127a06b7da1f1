package dev.jbuild.buildkit.daemon;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

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

    private Upgrade() {}

    /** The other side speaks HTTP but does not upgrade. */
    static final class Refused extends IOException {

        @Serial private static final long serialVersionUID = 1L;

        private final boolean unknownPath;

        Refused(String statusLine) {
            super("the daemon refused the upgrade to HTTP/2: " + statusLine);
            this.unknownPath = statusLine.contains(" 404 ") || statusLine.contains(" 410 ");
        }

        /** Whether that may mean a Docker which has done away with the upgrade. */
        boolean mayGoDirect() {
            return unknownPath;
        }
    }

    /** Afterwards the next byte in either direction is HTTP/2. */
    static void toHttp2(Socket socket) throws IOException {
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
