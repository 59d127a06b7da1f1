package dev.jbuild.buildkit.session;

import static dev.jbuild.buildkit.testing.Packets.stat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.Outbox;
import dev.jbuild.buildkit.wire.fsutil.Packet;
import dev.jbuild.buildkit.wire.fsutil.Packet.PacketType;
import dev.jbuild.buildkit.wire.fsutil.Stat;

import io.grpc.stub.CallStreamObserver;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

class TreeReceiverTest {

    private static final int QUEUE_OF_A_DAEMON = 128;

    private final List<Packet> answers = new ArrayList<>();
    private final TreeReceiver receiver = new TreeReceiver(new Taking(), new Outbox<>(call()));

    @Test
    void files_areAskedForInOrder_andOnlyAsManyAsADaemonHasRoomFor() throws IOException {
        int files = 1_000;
        for (int i = 0; i < files; i++) {
            receiver.take(stat(Stat.newBuilder().setPath("f" + i)));
        }
        assertThat(answers).hasSize(QUEUE_OF_A_DAEMON);
        receiver.take(Packet.newBuilder().setType(PacketType.PACKET_STAT).build().toByteArray());

        for (int i = 0; i < files; i++) {
            assertThat(answers).hasSize(Math.min(files, i + QUEUE_OF_A_DAEMON));
            assertThat(answers.get(i).getType()).isEqualTo(PacketType.PACKET_REQ);
            assertThat(answers.get(i).getID()).isEqualTo(i);
            receiver.take(
                    Packet.newBuilder()
                            .setType(PacketType.PACKET_DATA)
                            .setID(i)
                            .build()
                            .toByteArray());
        }

        assertThat(answers.removeLast().getType()).isEqualTo(PacketType.PACKET_FIN);
        assertThat(answers).hasSize(files);
    }

    private CallStreamObserver<byte[]> call() {
        return new CallStreamObserver<>() {
            @Override
            public void onNext(byte[] answer) {
                try {
                    answers.add(Packet.parseFrom(answer));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {}

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setOnReadyHandler(Runnable handler) {}

            @Override
            public void disableAutoInboundFlowControl() {}

            @Override
            public void request(int count) {}

            @Override
            public void setMessageCompression(boolean enable) {}
        };
    }

    /** Wants the content of everything. */
    private static final class Taking implements IncomingTree {
        @Override
        public boolean create(int id, Stat stat) {
            return true;
        }

        @Override
        public void append(int id, ByteString data) {}

        @Override
        public void complete(int id) {}

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }
}
