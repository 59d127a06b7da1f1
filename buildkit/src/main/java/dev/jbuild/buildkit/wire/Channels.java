package dev.jbuild.buildkit.wire;

import io.grpc.ManagedChannel;
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
                .build();
    }
}
