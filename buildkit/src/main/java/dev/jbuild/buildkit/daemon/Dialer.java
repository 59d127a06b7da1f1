package dev.jbuild.buildkit.daemon;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Opens connections to one endpoint that are ready for HTTP/2 with prior knowledge.
 *
 * <p>Docker wants an HTTP upgrade first. From 29.2 on a plain connection may also start with HTTP/2
 * and the upgrade is going to vanish, so where the upgrade is refused we go without; inside TLS
 * only the upgrade works.
 */
public final class Dialer {

    private static final int CONNECT_MILLIS = 10_000;

    /** How long an engine may take to agree; one that is stopped says nothing for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Endpoint endpoint;
    private final Duration patience;
    private volatile boolean direct;

    public Dialer(Endpoint endpoint) {
        this(endpoint, PATIENCE);
    }

    Dialer(Endpoint endpoint, Duration patience) {
        this.endpoint = endpoint;
        this.patience = patience;
        this.direct =
                endpoint instanceof Endpoint.BuildkitdUnix
                        || endpoint instanceof Endpoint.BuildkitdTcp;
    }

    /**
     * Connects; throws {@link IOException} when nothing listens, TLS fails, or what answers is no
     * daemon.
     */
    public Socket dial() throws IOException {
        return switch (endpoint) {
            case Endpoint.DockerSocket(var path) -> upgraded(() -> unix(path), false);
            case Endpoint.DockerTcp(var host, var port, var tls) ->
                    upgraded(() -> tcp(host, port, tls, host, "http/1.1"), tls != null);
            case Endpoint.BuildkitdUnix(var path) -> unix(path);
            case Endpoint.BuildkitdTcp(var host, var port, var tls, var name) ->
                    tcp(host, port, tls, name, "h2");
        };
    }

    private interface Connect {
        Socket connect() throws IOException;
    }

    private Socket upgraded(Connect connect, boolean upgradeOnly) throws IOException {
        Socket socket = connect.connect();
        if (direct) {
            return socket;
        }
        try {
            Upgrade.toHttp2(socket, patience);
            return socket;
        } catch (Upgrade.Refused e) {
            socket.close();
            if (upgradeOnly || !e.mayGoDirect()) {
                throw e;
            }
            direct = true;
            return connect.connect();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket unix(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new ChannelSocket(channel);
    }

    private static Socket tcp(
            String host, int port, @Nullable SSLContext tls, String serverName, String protocol)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            if (tls == null) {
                return socket;
            }
            SSLSocket secure =
                    (SSLSocket) tls.getSocketFactory().createSocket(socket, serverName, port, true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.setSoTimeout(CONNECT_MILLIS);
            secure.startHandshake();
            secure.setSoTimeout(0);
            return secure;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
