package dev.jbuild.engine.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Offers a plain server by TLS. */
public final class TlsFront implements AutoCloseable {
    private final SSLServerSocket port;
    private final String behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * For those who show a certificate.
     *
     * @param behind the plain server, as in {@code localhost:2375}
     * @param protocol what is spoken inside, as ALPN has it
     */
    public TlsFront(String behind, SSLContext tls, String protocol) throws IOException {
        this(behind, tls, protocol, true);
    }

    /** For everybody who speaks HTTP/1.1. */
    public static TlsFront forAnyone(String behind, SSLContext tls) throws IOException {
        return new TlsFront(behind, tls, "http/1.1", false);
    }

    private TlsFront(String behind, SSLContext tls, String protocol, boolean known)
            throws IOException {
        this.behind = behind;
        this.port =
                (SSLServerSocket)
                        tls.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SSLParameters parameters = port.getSSLParameters();
        parameters.setNeedClientAuth(known);
        parameters.setApplicationProtocols(new String[] {protocol});
        port.setSSLParameters(parameters);
        Thread.startVirtualThread(this::accept);
    }

    /** Host and port. */
    public String name() {
        return "localhost:" + port.getLocalPort();
    }

    private void accept() {
        while (!port.isClosed()) {
            try {
                SSLSocket client = (SSLSocket) port.accept();
                open.add(client);
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException ended) {
                // Closed.
            }
        }
    }

    private void serve(SSLSocket client) {
        int colon = behind.indexOf(':');
        try (client;
                Socket server =
                        new Socket(
                                behind.substring(0, colon),
                                Integer.parseInt(behind.substring(colon + 1)))) {
            client.startHandshake();
            open.add(server);
            Thread.startVirtualThread(() -> pump(server, client));
            pump(client, server);
        } catch (IOException e) {
            // Not let in, which the client notices.
            open.remove(client);
        }
    }

    static void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[1 << 16];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                out.write(chunk, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // The other direction has closed both.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        port.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
