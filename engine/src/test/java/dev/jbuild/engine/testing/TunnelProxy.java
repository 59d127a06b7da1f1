package dev.jbuild.engine.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy for encrypted connections. Wherever it is asked to lead, it leads to one server. */
public final class TunnelProxy implements AutoCloseable {
    private final ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String server;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    /**
     * @param server as in {@code localhost:443}
     */
    public TunnelProxy(String server) throws IOException {
        this.server = server;
        Thread.startVirtualThread(this::accept);
    }

    public String url() {
        return "http://localhost:" + port.getLocalPort();
    }

    /** All that it was told in the clear, one text for each connection. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    private void accept() {
        while (!port.isClosed()) {
            try {
                Socket client = port.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException ended) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        int colon = server.indexOf(':');
        try (client;
                Socket behind =
                        new Socket(
                                server.substring(0, colon),
                                Integer.parseInt(server.substring(colon + 1)))) {
            heads.add(head(client.getInputStream()));
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread.startVirtualThread(() -> TlsFront.pump(behind, client));
            TlsFront.pump(client, behind);
        } catch (IOException e) {
            // The client notices.
            return;
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
