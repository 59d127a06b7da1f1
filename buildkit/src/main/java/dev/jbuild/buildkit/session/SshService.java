package dev.jbuild.buildkit.session;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.Outbox;
import dev.jbuild.buildkit.wire.Threads;
import dev.jbuild.buildkit.wire.ssh.BytesMessage;
import dev.jbuild.buildkit.wire.ssh.CheckAgentRequest;
import dev.jbuild.buildkit.wire.ssh.CheckAgentResponse;
import dev.jbuild.buildkit.wire.ssh.SSHGrpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Connects steps with the user's ssh agent. Keys stay in the agent: steps have it sign for them.
 */
final class SshService extends SSHGrpc.SSHImplBase {
    private static final int PIECE = 16 << 10;

    private final Optional<Path> agent;

    SshService(Optional<Path> agent) {
        this.agent = agent;
    }

    @Override
    public void checkAgent(CheckAgentRequest request, StreamObserver<CheckAgentResponse> answer) {
        if (agent.isEmpty() || !request.getID().equals("default")) {
            answer.onError(
                    Status.NOT_FOUND
                            .withDescription("no ssh agent is offered")
                            .asRuntimeException());
            return;
        }
        answer.onNext(CheckAgentResponse.getDefaultInstance());
        answer.onCompleted();
    }

    @Override
    public StreamObserver<BytesMessage> forwardAgent(StreamObserver<BytesMessage> answers) {
        var call = (ServerCallStreamObserver<BytesMessage>) answers;
        var outbox = new Outbox<>(call);
        try {
            SocketChannel channel =
                    SocketChannel.open(UnixDomainSocketAddress.of(agent.orElseThrow()));
            var forwarding = new Forwarding(channel, outbox);
            call.setOnCancelHandler(forwarding::end);
            Threads.VIRTUAL.execute(forwarding::answers);
            return forwarding;
        } catch (IOException | RuntimeException e) {
            outbox.fail(
                    Status.UNAVAILABLE
                            .withDescription("the ssh agent does not answer: " + e.getMessage())
                            .withCause(e)
                            .asRuntimeException());
            return new Ignore<>();
        }
    }

    /** One connection of a step to the agent. */
    private static final class Forwarding implements StreamObserver<BytesMessage> {
        private final SocketChannel channel;
        private final Outbox<BytesMessage> outbox;

        Forwarding(SocketChannel channel, Outbox<BytesMessage> outbox) {
            this.channel = channel;
            this.outbox = outbox;
        }

        /** Passes on what the agent says, until it ends the connection. */
        void answers() {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            try {
                while (channel.read(piece) >= 0) {
                    piece.flip();
                    outbox.send(
                            BytesMessage.newBuilder().setData(ByteString.copyFrom(piece)).build());
                    piece.clear();
                }
            } catch (IOException e) {
                // The connection has ended, on one side or the other.
            }
            outbox.complete();
        }

        @Override
        public void onNext(BytesMessage message) {
            try {
                ByteBuffer bytes = message.getData().asReadOnlyByteBuffer();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                end();
            }
        }

        @Override
        public void onError(Throwable failure) {
            end();
        }

        @Override
        public void onCompleted() {
            end();
        }

        void end() {
            outbox.complete();
            try {
                channel.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }
    }
}
