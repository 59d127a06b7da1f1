package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.Threads;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.okhttp.OkHttpServerBuilder;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Answers the daemon during one build. The connection is reversed: the daemon is the client on it.
 *
 * <p>One server for each build, because the daemon does not say to which build an export belongs.
 */
public final class SessionServer implements AutoCloseable {

    /** Long lists of patterns travel in headers; the default of 8 KiB breaks them. */
    private static final int MAX_HEADERS = 16 << 20;

    private static final int MAX_MESSAGE = 16 << 20;
    private static final int WINDOW = 4 << 20;

    private final Server server;
    private final FileSendService exports;

    private SessionServer(Server server, FileSendService exports) {
        this.server = server;
        this.exports = exports;
    }

    /**
     * The methods served, as {@code /pkg.Service/Method}; to be announced when the connection is
     * opened.
     */
    public static List<String> methods(SessionOptions options, List<ExportSink> sinks) {
        return services(options, new FileSendService(sinks)).stream()
                .flatMap(service -> service.bindService().getMethods().stream())
                .map(method -> "/" + method.getMethodDescriptor().getFullMethodName())
                .toList();
    }

    /**
     * Serves on the connection until closed.
     *
     * @param sinks one for each export, in the order of the exports
     */
    public static SessionServer serve(
            Socket connection, SessionOptions options, List<ExportSink> sinks) throws IOException {
        var builder =
                OkHttpServerBuilder.forPort(
                                new InetSocketAddress(connection.getInetAddress(), 0),
                                InsecureServerCredentials.create())
                        .socketFactory(new SingleConnection(connection))
                        .executor(Threads.VIRTUAL)
                        .transportExecutor(Threads.TRANSPORT)
                        .flowControlWindow(WINDOW)
                        .maxInboundMetadataSize(MAX_HEADERS)
                        .maxInboundMessageSize(MAX_MESSAGE)
                        .permitKeepAliveWithoutCalls(true)
                        .permitKeepAliveTime(1, TimeUnit.SECONDS);
        FileSendService exports = new FileSendService(sinks);
        for (BindableService service : services(options, exports)) {
            builder.addService(ServerInterceptors.intercept(service, CallHeaders.KEEP));
        }
        return new SessionServer(builder.build().start(), exports);
    }

    /** Comes to be when an export is refused; never, when all are taken. */
    public CompletableFuture<Refusal> refusal() {
        return exports.refusal();
    }

    private static List<BindableService> services(SessionOptions options, FileSendService exports) {
        return List.of(
                new HealthService(),
                new FileSyncService(options.directories()),
                exports,
                new SecretsService(options.secrets()),
                new SshService(options.sshAgent()),
                new AuthService(options.credentials()));
    }

    /** Ends the connection and every call on it. Nothing of an export is taken any more. */
    @Override
    public void close() {
        server.shutdownNow();
        exports.end();
    }
}
