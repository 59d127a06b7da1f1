package dev.jbuild.buildkit.wire;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.okhttp.OkHttpChannelBuilder;

import java.util.logging.Level;
import java.util.logging.Logger;

import javax.net.SocketFactory;

/** Makes gRPC channels on sockets that already speak HTTP/2 with prior knowledge. */
public final class Channels {

    private static final int MAX_MESSAGE = 16 << 20;
    private static final int WINDOW = 4 << 20;

    /**
     * Held here, or its level would be forgotten. What goes wrong with a connection is thrown at
     * who uses it; gRPC would print it on standard error beforehand, with a stack.
     */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    static {
        if (GRPC.getLevel() == null) {
            GRPC.setLevel(Level.OFF);
        }
    }

    /**
     * A call is nobody else's part. Whoever answers a session, for a secret say, may have to call a
     * daemon for it: gRPC would end that call as soon as the session ends, though others may wait
     * for what it finds.
     */
    private static final ClientInterceptor INDEPENDENT =
            new ClientInterceptor() {
                @Override
                public <Q, R> ClientCall<Q, R> interceptCall(
                        MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                    Context surrounding = Context.ROOT.attach();
                    try {
                        return next.newCall(method, options);
                    } finally {
                        Context.ROOT.detach(surrounding);
                    }
                }
            };

    private Channels() {}

    /**
     * A channel that takes its connections from the factory.
     *
     * <p>Without keepalive pings: buildkitd answers them with GOAWAY. Without retries: a solve that
     * is sent twice fails, because its job exists.
     */
    public static ManagedChannel open(SocketFactory sockets) {
        return OkHttpChannelBuilder.forAddress("localhost", 1)
                .usePlaintext()
                .socketFactory(sockets)
                .executor(Threads.VIRTUAL)
                .transportExecutor(Threads.TRANSPORT)
                .flowControlWindow(WINDOW)
                .maxInboundMessageSize(MAX_MESSAGE)
                .maxInboundMetadataSize(MAX_MESSAGE)
                .disableRetry()
                .intercept(INDEPENDENT)
                .build();
    }
}
