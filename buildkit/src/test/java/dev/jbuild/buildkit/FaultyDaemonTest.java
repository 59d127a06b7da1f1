package dev.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;

import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.ResolveMode;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.buildkit.testing.ScriptedDaemon;
import dev.jbuild.buildkit.wire.control.ControlGrpc;
import dev.jbuild.buildkit.wire.control.StatusResponse;
import dev.jbuild.buildkit.wire.control.Vertex;
import dev.jbuild.buildkit.wire.control.VertexLog;
import dev.jbuild.buildkit.wire.gateway.LLBBridgeGrpc;
import dev.jbuild.buildkit.wire.gateway.SolveResponse;
import dev.jbuild.buildkit.wire.pb.Input;
import dev.jbuild.buildkit.wire.pb.Op;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Faults that a real daemon does not produce on demand. Whatever it does, a build ends, with what
 * it was for or with one failure in words.
 *
 * <p>{@code -Djbuild.fuzz.seconds=600} for more of it, {@code -Djbuild.seed=…} to repeat one.
 */
@Timeout(3600)
class FaultyDaemonTest {
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("jbuild.fuzz.seconds", 5));
    private static final Metadata.Key<com.google.rpc.Status> DETAILS =
            Metadata.Key.of(
                    "grpc-status-details-bin",
                    ProtoUtils.metadataMarshaller(com.google.rpc.Status.getDefaultInstance()));
    private static final Definition GRAPH =
            Definition.of(
                    FileOp.of(Tree.scratch(), new FileAction.Mkdir("/d", 0755, false))
                            .vertex(Remarks.NONE)
                            .output());

    private ScriptedDaemon daemon;
    private Forwarder way;
    private BuildkitClient client;

    @BeforeEach
    void start() throws Exception {
        daemon = new ScriptedDaemon();
        way = new Forwarder(new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port()));
        client = BuildkitClient.connect(Endpoint.parse("buildkitd+tcp://" + way.name()));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        way.close();
        daemon.close();
    }

    /** As it is when the process is killed: nobody says goodbye. */
    private void die() {
        try {
            way.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void build_whenAllIsWell_succeeds() throws Exception {
        BuildOutcome<Ref> built =
                client.build(BuildRequest.EMPTY, gateway -> Finish.with(gateway.solve(GRAPH)));

        assertThat(built.value()).isEqualTo(new Ref("tree"));
    }

    @Test
    void build_whenTheDaemonDiesWhileItSolves_isUnreachable() {
        daemon.on(LLBBridgeGrpc.getSolveMethod(), (_, _) -> die());

        assertThatThrownBy(this::solve)
                .isInstanceOf(BuildkitException.Unreachable.class)
                .hasMessage("the connection to the daemon broke");
    }

    @Test
    void build_whenTheDaemonDiesAtTheEnd_isUnreachable() {
        daemon.on(LLBBridgeGrpc.getReturnMethod(), (_, _) -> die());

        assertThatThrownBy(this::solve).isInstanceOf(BuildkitException.Unreachable.class);
    }

    @Test
    void build_whenTheOuterCallFailsWhileAnInnerOneHangs_tellsWhy() {
        daemon.on(
                LLBBridgeGrpc.getSolveMethod(),
                (_, reply) ->
                        daemon.endBuild(
                                reply.build(), Status.UNKNOWN.withDescription("no such exporter")));

        assertThatThrownBy(this::solve)
                .isInstanceOf(BuildkitException.DaemonError.class)
                .hasMessage("no such exporter");
    }

    @Test
    void build_whenProgressCannotBeRead_succeedsAndTellsWhatCan() throws Exception {
        daemon.on(
                ControlGrpc.getStatusMethod(),
                (_, reply) -> {
                    Vertex good = Vertex.newBuilder().setDigest("sha256:1").setName("good").build();
                    reply.send(
                            StatusResponse.newBuilder()
                                    .addVertexes(Vertex.newBuilder().setName("no digest"))
                                    .addVertexes(good.toBuilder().addInputs(""))
                                    .addVertexes(
                                            good.toBuilder()
                                                    .setStarted(
                                                            Timestamp.newBuilder()
                                                                    .setSeconds(Long.MAX_VALUE)))
                                    .addLogs(VertexLog.newBuilder().setVertex("x"))
                                    .build()
                                    .toByteArray());
                    reply.send(new byte[] {-1, -1, -1});
                });
        List<Progress> seen = new ArrayList<>();

        client.build(
                BuildRequest.builder().progress(seen::add).build(),
                gateway -> Finish.with(gateway.solve(GRAPH)));

        assertThat(seen)
                .hasAtLeastOneElementOfType(Progress.VertexKnown.class)
                .hasAtLeastOneElementOfType(Progress.VertexStarted.class);
    }

    @Test
    void build_whenTheReasonIsOfManyMegabytes_tellsItShortAndSoon() {
        daemon.on(
                LLBBridgeGrpc.getSolveMethod(),
                (_, reply) ->
                        reply.fail(
                                Status.UNKNOWN.withDescription("process \"".repeat(400_000)),
                                new Metadata()));

        assertThatThrownBy(this::solve)
                .isInstanceOf(BuildkitException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(20_000));
    }

    @Test
    void build_whenAnExitCodeIsNone_fails() {
        daemon.on(
                LLBBridgeGrpc.getSolveMethod(),
                (_, reply) ->
                        reply.fail(
                                Status.UNKNOWN.withDescription(
                                        "executor failed running [x]: exit code: 99999999999"),
                                details(
                                        "github.com/moby/buildkit/errdefs.Vertex+json",
                                        "{\"digest\":{\"a\":[]}}")));

        assertThatThrownBy(this::solve).isInstanceOf(BuildkitException.class);
    }

    @Test
    void dockerfile_whenItsGraphIsNone_fails() {
        daemon.on(
                LLBBridgeGrpc.getSolveMethod(),
                (_, reply) -> reply.with(graphOf(Op.getDefaultInstance())));
        assertThatThrownBy(this::dockerfile)
                .isInstanceOf(BuildkitException.DaemonError.class)
                .hasMessageContaining("no end");

        daemon.on(
                LLBBridgeGrpc.getSolveMethod(),
                (_, reply) ->
                        reply.with(
                                graphOf(
                                        Op.newBuilder()
                                                .addInputs(Input.newBuilder().setDigest("no"))
                                                .build())));
        assertThatThrownBy(this::dockerfile).isInstanceOf(BuildkitException.DaemonError.class);
    }

    @Test
    void build_whateverIsAnswered_endsInOneWay() throws Exception {
        long seed = Long.getLong("jbuild.seed", System.nanoTime());
        System.out.println("FaultyDaemonTest: -Djbuild.seed=" + seed);
        Random random = new Random(seed);
        long end = System.nanoTime() + TIME.toNanos();
        List<MethodDescriptor<?, ?>> methods =
                new ArrayList<>(LLBBridgeGrpc.getServiceDescriptor().getMethods());
        methods.addAll(ControlGrpc.getServiceDescriptor().getMethods());
        while (System.nanoTime() < end) {
            try (ScriptedDaemon hostile = new ScriptedDaemon();
                    BuildkitClient visitor = BuildkitClient.connect(hostile.endpoint())) {
                hostile.on(
                        methods.get(random.nextInt(methods.size())),
                        (_, reply) -> garbage(random, reply));
                hostile.on(ControlGrpc.getStatusMethod(), (_, reply) -> garbage(random, reply));
                build(visitor);
            } catch (BuildkitException e) {
                assertThat(e.getMessage()).isNotEmpty().hasSizeLessThan(20_000);
            }
        }
    }

    private static void build(BuildkitClient visitor) throws Exception {
        visitor.version();
        visitor.probePlatforms();
        visitor.build(
                BuildRequest.EMPTY,
                gateway -> {
                    gateway.capabilities();
                    Ref ref = gateway.solve(GRAPH);
                    gateway.readDir(ref, "/");
                    gateway.stat(ref, "/d");
                    gateway.readFile(ref, "/d/f");
                    gateway.dockerfile(GRAPH, GRAPH, Map.of());
                    gateway.resolveImage(
                            "docker.io/library/debian:12",
                            Platform.LINUX_AMD64,
                            ResolveMode.DEFAULT);
                    return Finish.with(ref);
                });
    }

    private static synchronized void garbage(Random random, ScriptedDaemon.Reply reply) {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            reply.send(bytes);
            reply.end();
        } else {
            reply.fail(
                    Status.fromCodeValue(1 + random.nextInt(16)),
                    details(
                            "github.com/moby/buildkit/"
                                    + List.of(
                                                    "errdefs.Vertex+json",
                                                    "errdefs.Solve+json",
                                                    "gatewayapi.ExitMessage+json")
                                            .get(random.nextInt(3)),
                            List.of(
                                            "{\"digest\":7,\"Code\":\"x\",\"mountIDs\":[null,{}]}",
                                            "[".repeat(5000),
                                            "{\"Code\":1e99}",
                                            "\0")
                                    .get(random.nextInt(4))));
        }
    }

    private static Metadata details(String type, String json) {
        Metadata details = new Metadata();
        details.put(
                DETAILS,
                com.google.rpc.Status.newBuilder()
                        .setCode(2)
                        .addDetails(
                                Any.newBuilder()
                                        .setTypeUrl(type)
                                        .setValue(ByteString.copyFromUtf8(json)))
                        .build());
        return details;
    }

    private static SolveResponse graphOf(Op op) {
        SolveResponse.Builder response = SolveResponse.newBuilder();
        response.getResultBuilder().getRefBuilder().getDefBuilder().addDef(op.toByteString());
        return response.build();
    }

    private void solve() throws Exception {
        client.build(BuildRequest.EMPTY, gateway -> Finish.with(gateway.solve(GRAPH)));
    }

    private void dockerfile() throws Exception {
        client.build(
                BuildRequest.EMPTY,
                gateway -> Finish.with(gateway.dockerfile(GRAPH, GRAPH, Map.of())));
    }
}
