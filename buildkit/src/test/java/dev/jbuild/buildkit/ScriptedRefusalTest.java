package dev.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.testing.ScriptedDaemon;
import dev.jbuild.buildkit.testing.ScriptedSession;
import dev.jbuild.buildkit.wire.Threads;
import dev.jbuild.buildkit.wire.filesync.FileSendGrpc;
import dev.jbuild.buildkit.wire.fsutil.Packet;
import dev.jbuild.buildkit.wire.fsutil.Packet.PacketType;
import dev.jbuild.buildkit.wire.fsutil.Stat;
import dev.jbuild.buildkit.wire.gateway.LLBBridgeGrpc;
import dev.jbuild.buildkit.wire.gateway.ReturnResponse;

import io.grpc.Status;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Whatever a daemon makes of a refused export, the build ends, and with the refusal. */
@Timeout(60)
class ScriptedRefusalTest {

    private static final String EXPORT = FileSendGrpc.getDiffCopyMethod().getFullMethodName();
    private static final Packet HOSTILE =
            Packet.newBuilder()
                    .setType(PacketType.PACKET_STAT)
                    .setStat(Stat.newBuilder().setPath("../up").setMode(0644))
                    .build();

    /** With a daemon that does not end a build. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir Path folder;
    private final CountDownLatch over = new CountDownLatch(1);
    private ScriptedDaemon daemon;
    private ScriptedSession session;
    private BuildkitClient client;

    @BeforeEach
    void start() throws Exception {
        daemon = new ScriptedDaemon();
        session = new ScriptedSession(daemon);
        client = BuildkitClient.connect(daemon.endpoint());
    }

    @AfterEach
    void stop() {
        over.countDown();
        client.close();
        session.close();
        daemon.close();
    }

    @Test
    void refusal_whenTheDaemonDoesNotEndTheBuild_endsIt() {
        send(HOSTILE, _ -> {});

        assertRefused();
    }

    @Test
    void refusal_whenTheDaemonTellsSomethingElse_isTold() {
        send(HOSTILE, build -> daemon.endBuild(build, Status.UNKNOWN.withDescription("EOF")));

        assertRefused();
    }

    @Test
    void refusal_whenTheDaemonDoesNotMind_isTold() {
        send(HOSTILE, build -> daemon.endBuild(build, Status.OK));

        assertRefused();
    }

    private void assertRefused() {
        assertThatThrownBy(this::export)
                .isInstanceOf(BuildkitException.ExportRefused.class)
                .hasMessage("receiving an export: refused path `../up`");
    }

    @Test
    void refusal_whenTheDaemonDoesNotEndTheBuild_canBeInterruptedAtOnce() {
        Thread building = Thread.currentThread();
        send(HOSTILE, _ -> building.interrupt());
        long begin = System.nanoTime();

        assertThatThrownBy(this::export).isInstanceOf(InterruptedException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
    }

    @Test
    void whatTheDaemonBreaksOff_endsWithItsReason() {
        send(
                Packet.newBuilder().setType(PacketType.PACKET_ERR).build(),
                build -> daemon.endBuild(build, Status.UNKNOWN.withDescription("lost its files")));

        assertThatThrownBy(this::export)
                .isInstanceOf(BuildkitException.DaemonError.class)
                .hasMessage("lost its files");
    }

    /** At the end of a build the daemon sends this, is told no, and does then what it likes. */
    private void send(Packet packet, Consumer<String> then) {
        daemon.on(
                LLBBridgeGrpc.getReturnMethod(),
                (_, reply) -> {
                    reply.with(ReturnResponse.getDefaultInstance());
                    Threads.VIRTUAL.execute(() -> send(packet, reply.build(), then));
                });
    }

    private void send(Packet packet, String build, Consumer<String> then) {
        try {
            Status answer = session.call(EXPORT, List.of(packet.toByteArray()));
            assertThat(answer.getDescription()).startsWith("receiving an export");
            then.accept(build);
            over.await();
        } catch (Exception | AssertionError e) {
            daemon.endBuild(build, Status.UNKNOWN.withDescription(e.toString()));
        }
    }

    private void export() throws Exception {
        client.build(
                BuildRequest.builder().exports(List.of(new Export.Local(folder, 1_000))).build(),
                gateway ->
                        new Finish<>(
                                "", GatewayResult.single(gateway.solve(BuildContract.GRAPH), "")));
    }
}
