package dev.jbuild.buildkit.wire;

import dev.jbuild.buildkit.wire.control.BytesMessage;
import dev.jbuild.buildkit.wire.control.ControlGrpc;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.util.List;

/**
 * Opens the reversed connection of a session: the control call {@code Session}, seen as a socket.
 */
public final class SessionStream {

    /** Messages that may be on their way before the first is read. */
    private static final int AHEAD = 64;

    private static final Metadata.Key<String> ID = key("x-docker-expose-session-uuid");
    private static final Metadata.Key<String> SHARED_KEY = key("x-docker-expose-session-sharedkey");
    private static final Metadata.Key<String> METHOD = key("x-docker-expose-session-grpc-method");

    private SessionStream() {}

    /**
     * Announces a session and returns the socket on which its server must listen. Closing the
     * socket ends the session.
     *
     * @param methods what the server offers, as {@code /pkg.Service/Method}; the daemon calls
     *     nothing else
     */
    public static Socket open(Channel channel, String id, String sharedKey, List<String> methods) {
        Metadata headers = new Metadata();
        headers.put(ID, id);
        headers.put(SHARED_KEY, sharedKey);
        methods.forEach(method -> headers.put(METHOD, method));
        Receiver receiver = new Receiver();
        ControlGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .session(receiver);
        return receiver.socket();
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static final class Receiver
            implements ClientResponseObserver<BytesMessage, BytesMessage> {

        private @Nullable ClientCallStreamObserver<BytesMessage> call;
        private @Nullable Outbox<BytesMessage> outbox;
        private final ByteQueue inbox = new ByteQueue(this::readMore);

        @Override
        public void beforeStart(ClientCallStreamObserver<BytesMessage> call) {
            this.call = call;
            outbox = new Outbox<>(call);
            call.disableAutoRequestWithInitial(AHEAD);
        }

        Socket socket() {
            if (outbox == null) {
                throw new IllegalStateException("the call was not started");
            }
            return new StreamSocket(inbox, outbox);
        }

        private void readMore() {
            if (call != null) {
                call.request(1);
            }
        }

        @Override
        public void onNext(BytesMessage message) {
            inbox.add(message.getData());
        }

        @Override
        public void onError(Throwable failure) {
            onCompleted();
        }

        @Override
        public void onCompleted() {
            inbox.end();
            if (outbox != null) {
                outbox.abandon();
            }
        }
    }
}
