package dev.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;

import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.buildkit.wire.control.StatusResponse;
import dev.jbuild.buildkit.wire.control.Vertex;
import dev.jbuild.buildkit.wire.control.VertexLog;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class ProgressFoldTest {

    private static final OpDigest DIGEST = new OpDigest("sha256:abc");

    private final List<Progress> events = new ArrayList<>();
    private final ProgressFold fold = new ProgressFold(events::add);

    @Test
    void snapshots_whenTheyRepeatThemselves_tellNothingNew() {
        Vertex started = vertex().setStarted(at(1)).build();

        send(started);
        send(started);
        send(started.toBuilder().setCompleted(at(2)).build());
        send(started.toBuilder().setCompleted(at(2)).build());

        assertThat(events)
                .containsExactly(
                        new Progress.VertexKnown(DIGEST, "step", List.of()),
                        new Progress.VertexStarted(DIGEST, "step", Instant.ofEpochSecond(1)),
                        new Progress.VertexCompleted(
                                DIGEST,
                                "step",
                                Instant.ofEpochSecond(1),
                                Instant.ofEpochSecond(2)));
    }

    @Test
    void vertex_whenItRunsTwice_startsTwice() {
        send(vertex().setStarted(at(1)).setCompleted(at(2)).build());
        send(vertex().setStarted(at(3)).build());

        assertThat(events).filteredOn(Progress.VertexStarted.class::isInstance).hasSize(2);
    }

    @Test
    void vertex_whenCalledCachedAfterwards_isCached() {
        send(vertex().setStarted(at(1)).setCompleted(at(2)).build());
        send(vertex().setStarted(at(1)).setCompleted(at(2)).setCached(true).build());

        assertThat(events).last().isEqualTo(new Progress.VertexCached(DIGEST, "step"));
    }

    @Test
    void vertex_whenItHasAnError_failed() {
        send(vertex().setStarted(at(1)).setCompleted(at(2)).setError("exit code: 1").build());

        assertThat(events)
                .last()
                .isEqualTo(
                        new Progress.VertexFailed(
                                DIGEST, "step", Instant.ofEpochSecond(2), "exit code: 1"));
    }

    /** In a snapshot, what was printed stands behind the end. */
    @Test
    void vertex_whenItHasPrinted_endsAfterThat() {
        fold.accept(
                StatusResponse.newBuilder()
                        .addVertexes(
                                vertex().setStarted(at(1)).setCompleted(at(2)).setError("exit 1"))
                        .addLogs(
                                VertexLog.newBuilder()
                                        .setVertex(DIGEST.value())
                                        .setStream(1)
                                        .setMsg(ByteString.copyFromUtf8("why")))
                        .build());

        assertThat(events)
                .extracting(Object::getClass)
                .containsExactly(
                        Progress.VertexKnown.class,
                        Progress.VertexStarted.class,
                        Progress.LogChunk.class,
                        Progress.VertexFailed.class);
    }

    @Test
    void log_whenItIsCutInsideACharacter_isPassedOnAsBytes() {
        byte[] half = {(byte) 0xc3};

        fold.accept(
                StatusResponse.newBuilder()
                        .addLogs(
                                VertexLog.newBuilder()
                                        .setVertex(DIGEST.value())
                                        .setStream(2)
                                        .setMsg(ByteString.copyFrom(half)))
                        .build());

        assertThat(events)
                .containsExactly(
                        new Progress.LogChunk(
                                DIGEST, Progress.Stream.ERR, Bytes.of(half), Instant.EPOCH));
    }

    private void send(Vertex vertex) {
        fold.accept(StatusResponse.newBuilder().addVertexes(vertex).build());
    }

    private static Vertex.Builder vertex() {
        return Vertex.newBuilder().setDigest(DIGEST.value()).setName("step");
    }

    private static Timestamp at(long seconds) {
        return Timestamp.newBuilder().setSeconds(seconds).build();
    }
}
