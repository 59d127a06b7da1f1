package dev.jbuild.buildkit;

import com.google.common.util.concurrent.ListenableFuture;

import dev.jbuild.buildkit.session.ExportSink;
import dev.jbuild.buildkit.session.Refusal;
import dev.jbuild.buildkit.session.SessionServer;
import dev.jbuild.buildkit.wire.SessionStream;
import dev.jbuild.buildkit.wire.Threads;
import dev.jbuild.buildkit.wire.control.CacheOptions;
import dev.jbuild.buildkit.wire.control.CacheOptionsEntry;
import dev.jbuild.buildkit.wire.control.ControlGrpc;
import dev.jbuild.buildkit.wire.control.Exporter;
import dev.jbuild.buildkit.wire.control.SolveRequest;
import dev.jbuild.buildkit.wire.control.SolveResponse;
import dev.jbuild.buildkit.wire.gateway.LLBBridgeGrpc;
import dev.jbuild.buildkit.wire.gateway.LLBBridgeGrpc.LLBBridgeFutureStub;
import dev.jbuild.buildkit.wire.gateway.ReturnRequest;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One build from beginning to end.
 *
 * <p>The daemon's outer solve call blocks for the whole build. It is the first to know why a build
 * cannot be, so its end ends all other calls; and it would block forever unless we return a result,
 * return an error, or cancel it. One of the three happens in every case.
 */
final class Job {

    private static final Metadata.Key<String> BUILD_ID =
            Metadata.Key.of("buildkit-controlapi-buildid", Metadata.ASCII_STRING_MARSHALLER);
    private static final Duration LAST_PROGRESS = Duration.ofSeconds(5);

    /**
     * For builds that were broken off, and for those that never came to be, whose progress never
     * ends by itself.
     */
    private static final Duration LAST_PROGRESS_OF_FAILED = Duration.ofMillis(300);

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /** For a daemon that knows that its export was refused. */
    private static final Duration END_AFTER_REFUSAL = Duration.ofSeconds(2);

    private final Channel channel;
    private final CapabilityMemory memory;
    private final BuildRequest request;
    private final String id = Ids.next();
    private final String session = Ids.next();
    private final JobCalls calls = new JobCalls();
    private final LLBBridgeFutureStub gateway;

    Job(Channel channel, CapabilityMemory memory, BuildRequest request) {
        this.channel = channel;
        this.memory = memory;
        this.request = request;
        Metadata headers = new Metadata();
        headers.put(BUILD_ID, id);
        this.gateway =
                LLBBridgeGrpc.newFutureStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    <T extends @Nullable Object> BuildOutcome<T> run(GatewayWork<T> work)
            throws BuildkitException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try (SessionServer server = openSession()) {
            CompletableFuture<Refusal> refusal = server.refusal();
            ListenableFuture<SolveResponse> solve =
                    ControlGrpc.newFutureStub(channel).solve(solveRequest());
            solve.addListener(() -> endOfSolve(solve, refusal), Threads.VIRTUAL);
            CompletableFuture<Void> _ =
                    refusal.thenAcceptAsync(
                            refused -> endAfterRefusal(refused, solve), Threads.VIRTUAL);
            StatusFeed status = StatusFeed.follow(channel, id, request.progress());
            boolean orderly = false;
            try {
                BuildOutcome<T> outcome = drive(work, solve, refusal, status);
                orderly = true;
                return outcome;
            } catch (InterruptedException e) {
                throw e;
            } catch (BuildkitException | RuntimeException | Error e) {
                // Giving the reason, rather than only breaking off, lets the daemon send the last
                // of its logs.
                orderly = sayFarewell(e, solve);
                throw e;
            } finally {
                calls.end(new BuildkitException.Cancelled("the build has ended", null));
                solve.cancel(true);
                status.end(orderly ? LAST_PROGRESS : LAST_PROGRESS_OF_FAILED);
            }
        }
    }

    private <T extends @Nullable Object> BuildOutcome<T> drive(
            GatewayWork<T> work,
            ListenableFuture<SolveResponse> solve,
            CompletableFuture<Refusal> refusal,
            StatusFeed status)
            throws BuildkitException, InterruptedException {
        Finish<T> finish =
                work.run(new GatewayCalls(gateway, calls, request.cacheImports(), memory, status));
        ReturnRequest end = WireResults.success(finish.result());
        calls.await(gateway.return_(end), Failures::read);
        SolveResponse response = calls.await(solve, failure -> reason(failure, refusal));
        if (refusal.isDone()) {
            throw refused(refusal.join());
        }
        return new BuildOutcome<>(finish.value(), response.getExporterResponseMap());
    }

    /** What the daemon heard from us it may tell as something else, {@code EOF} for instance. */
    private static BuildkitException reason(Throwable failure, CompletableFuture<Refusal> refusal) {
        return refusal.isDone() && refusal.join().own()
                ? refused(refusal.join())
                : Failures.read(failure);
    }

    private static BuildkitException refused(Refusal refusal) {
        return new BuildkitException.ExportRefused(refusal.reason());
    }

    private SessionServer openSession() throws BuildkitException {
        List<ExportSink> sinks = request.exports().stream().map(WireExports::sink).toList();
        Socket connection =
                SessionStream.open(
                        channel,
                        session,
                        request.session().sharedKey(),
                        SessionServer.methods(request.session(), sinks));
        try {
            return SessionServer.serve(connection, request.session(), sinks);
        } catch (IOException e) {
            throw new BuildkitException.Unreachable("opening a session: " + e.getMessage(), e);
        }
    }

    private SolveRequest solveRequest() {
        List<Exporter> exporters = request.exports().stream().map(WireExports::exporter).toList();
        // Never without the cache message: BuildKit 0.17 to 0.20 would crash on it.
        CacheOptions.Builder cache = CacheOptions.newBuilder();
        for (CacheStore store : request.cacheExports()) {
            cache.addExports(
                    CacheOptionsEntry.newBuilder()
                            .setType(store.type())
                            .putAllAttrs(store.attributes()));
        }
        SolveRequest.Builder solve =
                SolveRequest.newBuilder()
                        .setRef(id)
                        .setSession(session)
                        .setInternal(request.internal())
                        .setCache(cache)
                        .putAllFrontendAttrs(request.frontendAttrs())
                        .addAllExporters(exporters);
        request.entitlements().stream()
                .map(Entitlement::wireName)
                .sorted()
                .forEach(solve::addEntitlements);
        if (!exporters.isEmpty()) {
            // Daemons before BuildKit 0.13 know only these two fields.
            solve.setExporterDeprecated(exporters.getFirst().getType())
                    .putAllExporterAttrsDeprecated(exporters.getFirst().getAttrsMap());
        }
        return solve.build();
    }

    private void endOfSolve(
            ListenableFuture<SolveResponse> solve, CompletableFuture<Refusal> refusal) {
        try {
            solve.get();
        } catch (ExecutionException e) {
            calls.end(reason(e.getCause() == null ? e : e.getCause(), refusal));
        } catch (CancellationException | InterruptedException e) {
            calls.end(new BuildkitException.Cancelled("the build was cancelled", e));
        }
    }

    /** Not every daemon ends a build whose export was refused; so we do. */
    private void endAfterRefusal(Refusal refusal, ListenableFuture<SolveResponse> solve) {
        try {
            solve.get(END_AFTER_REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            calls.end(refused(refusal));
            solve.cancel(true);
        } catch (ExecutionException | CancellationException | InterruptedException e) {
            // It has ended.
        }
    }

    /**
     * Ends the build with an error, if it has not ended by itself; whether the daemon took notice.
     */
    private boolean sayFarewell(Throwable failure, ListenableFuture<SolveResponse> solve) {
        if (solve.isDone()) {
            return false;
        }
        ListenableFuture<?> farewell = null;
        try {
            farewell = gateway.return_(WireResults.failure(failure));
            solve.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | CancellationException | BuildkitException.Rejected e) {
            // The finally block of the build cancels what is left.
        } finally {
            if (farewell != null) {
                farewell.cancel(true);
            }
        }
        return false;
    }
}
