package dev.jbuild.buildkit;

import com.google.common.util.concurrent.ListenableFuture;

import dev.jbuild.buildkit.llb.Vertex;
import dev.jbuild.buildkit.wire.gateway.InitMessage;
import dev.jbuild.buildkit.wire.gateway.LLBBridgeGrpc;
import dev.jbuild.buildkit.wire.gateway.LLBBridgeGrpc.LLBBridgeFutureStub;
import dev.jbuild.buildkit.wire.gateway.ReleaseContainerRequest;
import dev.jbuild.buildkit.wire.pb.Step;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A container of one build, spoken to over gRPC. */
final class GatewayContainer implements Container {

    /** What is not released by then ends with the build. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private static final List<Integer> OUTPUT = List.of(1, 2);
    private static final List<Integer> ALL_STREAMS = List.of(0, 1, 2);

    private final String id;
    private final Step step;
    private final LLBBridgeFutureStub stub;
    private final JobCalls calls;

    private GatewayContainer(String id, Step step, LLBBridgeFutureStub stub, JobCalls calls) {
        this.id = id;
        this.step = step;
        this.stub = stub;
        this.calls = calls;
    }

    static Container open(Vertex step, List<Ref> trees, LLBBridgeFutureStub stub, JobCalls calls)
            throws BuildkitException, InterruptedException {
        String id = Ids.next();
        Step wire = WireContainers.read(step);
        calls.await(stub.newContainer(WireContainers.open(id, wire, trees)), Failures::read);
        return new GatewayContainer(id, wire, stub, calls);
    }

    @Override
    public ContainerProcess start(List<String> command, OutputStream out, OutputStream err)
            throws BuildkitException {
        return start(WireContainers.start(id, step, command, OUTPUT), out, err);
    }

    @Override
    public ContainerProcess startOnTerminal(List<String> command, String type, OutputStream screen)
            throws BuildkitException {
        InitMessage.Builder start =
                WireContainers.start(id, step, command, ALL_STREAMS).toBuilder().setTty(true);
        start.getMetaBuilder().addEnv("TERM=" + type);
        return start(start.build(), screen, screen);
    }

    private ContainerProcess start(InitMessage start, OutputStream out, OutputStream err) {
        var process = new GatewayProcess(id + ":" + Ids.next(), calls, out, err);
        process.start(LLBBridgeGrpc.newStub(stub.getChannel()), start);
        return process;
    }

    @Override
    public void close() {
        ListenableFuture<?> release =
                stub.releaseContainer(
                        ReleaseContainerRequest.newBuilder().setContainerID(id).build());
        try {
            release.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CancellationException | TimeoutException e) {
            // The daemon repeats here how the programs ended; and a build that ends takes its
            // containers along.
        }
    }
}
