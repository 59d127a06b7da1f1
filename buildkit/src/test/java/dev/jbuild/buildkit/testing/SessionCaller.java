package dev.jbuild.buildkit.testing;

import dev.jbuild.buildkit.daemon.DialingSocketFactory;
import dev.jbuild.buildkit.session.SessionServer;
import dev.jbuild.buildkit.wire.Channels;
import dev.jbuild.buildkit.wire.RawMessages;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The daemon's end of a session: calls what a client serves, with bytes of any kind. */
public final class SessionCaller implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Runnable ending;
    private final ManagedChannel channel;
    private final Metadata headers = new Metadata();

    private SessionCaller(Socket daemon, Runnable ending) throws IOException {
        this.ending = ending;
        this.channel = Channels.open(new DialingSocketFactory(() -> daemon));
    }

    /** Serves a session on one end of a connection. */
    @FunctionalInterface
    public interface Serving {
        SessionServer serve(Socket connection) throws IOException;
    }

    /** Connects with a client's session. */
    public static SessionCaller of(Serving serving) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket daemon = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
            SessionServer server = serving.serve(listening.accept());
            return new SessionCaller(daemon, server::close);
        }
    }

    /** Calls whoever serves at the other end of a connection. */
    static SessionCaller on(Socket daemon) throws IOException {
        return new SessionCaller(daemon, () -> {});
    }

    /** Has every call say this of itself. */
    public SessionCaller with(String header, String value) {
        headers.put(Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER), value);
        return this;
    }

    /**
     * Sends messages, then says that there are no more, and takes whatever comes back.
     *
     * @return how the call ended
     * @throws java.util.concurrent.TimeoutException when it does not end
     */
    public Status call(String method, List<byte[]> messages) throws Exception {
        MethodDescriptor<byte[], byte[]> descriptor =
                MethodDescriptor.<byte[], byte[]>newBuilder()
                        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                        .setFullMethodName(method)
                        .setRequestMarshaller(RawMessages.INSTANCE)
                        .setResponseMarshaller(RawMessages.INSTANCE)
                        .build();
        CompletableFuture<Status> ended = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call = channel.newCall(descriptor, CallOptions.DEFAULT);
        Metadata sent = new Metadata();
        sent.merge(headers);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended.complete(status);
                    }
                },
                sent);
        call.request(Integer.MAX_VALUE);
        messages.forEach(call::sendMessage);
        call.halfClose();
        return ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        ending.run();
    }
}
