package dev.jbuild.buildkit;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.ImageReferences;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.ResolveMode;
import dev.jbuild.buildkit.llb.Vertex;
import dev.jbuild.buildkit.wire.gateway.CacheOptionsEntry;
import dev.jbuild.buildkit.wire.gateway.FileRange;
import dev.jbuild.buildkit.wire.gateway.LLBBridgeGrpc.LLBBridgeFutureStub;
import dev.jbuild.buildkit.wire.gateway.PingRequest;
import dev.jbuild.buildkit.wire.gateway.PongResponse;
import dev.jbuild.buildkit.wire.gateway.ReadDirRequest;
import dev.jbuild.buildkit.wire.gateway.ReadFileRequest;
import dev.jbuild.buildkit.wire.gateway.ReadFileResponse;
import dev.jbuild.buildkit.wire.gateway.ResolveImageConfigRequest;
import dev.jbuild.buildkit.wire.gateway.ResolveImageConfigResponse;
import dev.jbuild.buildkit.wire.gateway.Result;
import dev.jbuild.buildkit.wire.gateway.SolveRequest;
import dev.jbuild.buildkit.wire.gateway.SolveResponse;
import dev.jbuild.buildkit.wire.gateway.StatFileRequest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway of one build, spoken over gRPC. */
final class GatewayCalls implements Gateway {

    /** An answer of more than 16 MiB is an error. */
    private static final int PIECE = 8 << 20;

    /** A larger file is exported rather than held in memory. */
    private static final int LARGEST_FILE = 256 << 20;

    private static final Duration NEWS_OF_FAILURE = Duration.ofSeconds(1);

    /** As long as a slow terminal may need for all that a step has printed. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private static final String IMAGE_CONFIG = "containerimage.config";

    private final LLBBridgeFutureStub stub;
    private final JobCalls calls;
    private final List<CacheOptionsEntry> cacheImports;
    private final CapabilityMemory memory;
    private final StatusFeed status;

    GatewayCalls(
            LLBBridgeFutureStub stub,
            JobCalls calls,
            List<CacheStore> cacheImports,
            CapabilityMemory memory,
            StatusFeed status) {
        this.stub = stub;
        this.calls = calls;
        this.memory = memory;
        this.status = status;
        this.cacheImports =
                cacheImports.stream()
                        .map(
                                cache ->
                                        CacheOptionsEntry.newBuilder()
                                                .setType(cache.type())
                                                .putAllAttrs(cache.attributes())
                                                .build())
                        .toList();
    }

    @Override
    public Ref solve(Definition definition) throws BuildkitException, InterruptedException {
        return solve(definition, true);
    }

    @Override
    public Ref solveLazy(Definition definition) throws BuildkitException, InterruptedException {
        return solve(definition, false);
    }

    private Ref solve(Definition definition, boolean evaluate)
            throws BuildkitException, InterruptedException {
        SolveRequest request =
                SolveRequest.newBuilder()
                        .setDefinition(WireGraphs.definition(definition))
                        .setAllowResultReturn(true)
                        .setAllowResultArrayRef(true)
                        .setEvaluate(evaluate)
                        .addAllCacheImports(cacheImports)
                        .build();
        SolveResponse response = calls.await(stub.solve(request), this::readStepFailure);
        return new Ref(response.getResult().getRef().getId());
    }

    @Override
    public DockerfileResult dockerfile(
            Definition dockerfile, Definition context, Map<String, String> options)
            throws BuildkitException, InterruptedException {
        SolveRequest request =
                SolveRequest.newBuilder()
                        .setFrontend("dockerfile.v0")
                        .putAllFrontendOpt(options)
                        .putFrontendInputs("dockerfile", WireGraphs.input(dockerfile))
                        .putFrontendInputs("context", WireGraphs.input(context))
                        .setAllowResultReturn(true)
                        .setAllowResultArrayRef(true)
                        .build();
        Result result = calls.await(stub.solve(request), Failures::read).getResult();
        return new DockerfileResult(
                WireGraphs.read(result.getRef().getDef()),
                result.getMetadataOrDefault(IMAGE_CONFIG, ByteString.EMPTY).toStringUtf8());
    }

    /**
     * Adds the operation where the daemon does not name it: Docker 20.10 tells it only as progress.
     * What the operation has printed is then known: of much, a part is still on its way.
     */
    private BuildkitException readStepFailure(Throwable failure) throws InterruptedException {
        BuildkitException read = Failures.read(failure);
        if (read instanceof BuildkitException.StepFailed step && step.vertex().isEmpty()) {
            Optional<OpDigest> vertex = status.failedWith(step.getMessage(), NEWS_OF_FAILURE);
            if (vertex.isPresent()) {
                Integer code =
                        step.exitCode().isPresent()
                                ? Integer.valueOf(step.exitCode().getAsInt())
                                : null;
                return new BuildkitException.StepFailed(
                        step.getMessage(), vertex.get(), code, step.mounts(), failure);
            }
        } else if (read instanceof BuildkitException.StepFailed step) {
            status.awaitFailure(step.vertex().orElseThrow(), LAST_WORDS);
        }
        return read;
    }

    @Override
    public ResolvedImage resolveImage(String reference, Platform platform, ResolveMode mode)
            throws BuildkitException, InterruptedException {
        try {
            ImageReferences.requireComplete(reference);
        } catch (IllegalArgumentException e) {
            throw new BuildkitException.Rejected(String.valueOf(e.getMessage()));
        }
        ResolveImageConfigResponse response =
                lookUp(
                        reference,
                        stub.resolveImageConfig(
                                ResolveImageConfigRequest.newBuilder()
                                        .setRef(reference)
                                        .setPlatform(WireGraphs.platform(platform))
                                        .setResolveMode(mode.wireName())
                                        .setLogName("look up " + reference + " for " + platform)
                                        .build()));
        return new ResolvedImage(
                response.getDigest(), Bytes.of(response.getConfig().toByteArray()));
    }

    @Override
    public byte[] readFile(Ref ref, String path) throws BuildkitException, InterruptedException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (true) {
            ReadFileResponse piece =
                    lookUp(
                            path,
                            stub.readFile(
                                    ReadFileRequest.newBuilder()
                                            .setRef(ref.id())
                                            .setFilePath(path)
                                            .setRange(
                                                    FileRange.newBuilder()
                                                            .setOffset(content.size())
                                                            .setLength(PIECE))
                                            .build()));
            try {
                piece.getData().writeTo(content);
            } catch (IOException e) {
                throw new BuildkitException.DaemonError(
                        "reading " + path + ": " + e.getMessage(), e);
            }
            if (content.size() > LARGEST_FILE) {
                throw new BuildkitException.DaemonError(
                        "reading " + path + ": it has more than " + LARGEST_FILE + " bytes", null);
            }
            if (piece.getData().size() < PIECE) {
                return content.toByteArray();
            }
        }
    }

    @Override
    public List<FileStat> readDir(Ref ref, String path)
            throws BuildkitException, InterruptedException {
        return lookUp(
                        path,
                        stub.readDir(
                                ReadDirRequest.newBuilder()
                                        .setRef(ref.id())
                                        .setDirPath(path)
                                        .build()))
                .getEntriesList()
                .stream()
                .map(WireStats::read)
                .toList();
    }

    @Override
    public FileStat stat(Ref ref, String path) throws BuildkitException, InterruptedException {
        return WireStats.read(
                lookUp(
                                path,
                                stub.statFile(
                                        StatFileRequest.newBuilder()
                                                .setRef(ref.id())
                                                .setPath(path)
                                                .build()))
                        .getStat());
    }

    @Override
    public Container open(Vertex step, List<Ref> trees)
            throws BuildkitException, InterruptedException {
        return GatewayContainer.open(step, trees, stub, calls);
    }

    @Override
    public Capabilities capabilities() throws BuildkitException, InterruptedException {
        Optional<Capabilities> known = memory.known();
        if (known.isPresent()) {
            return known.get();
        }
        PongResponse pong =
                calls.await(stub.ping(PingRequest.getDefaultInstance()), Failures::read);
        return memory.remember(pong);
    }

    private <R> R lookUp(String what, ListenableFuture<R> call)
            throws BuildkitException, InterruptedException {
        return calls.await(call, failure -> Failures.lookingFor(what, failure));
    }
}
