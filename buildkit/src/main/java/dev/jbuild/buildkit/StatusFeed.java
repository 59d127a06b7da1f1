package dev.jbuild.buildkit;

import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.buildkit.wire.control.ControlGrpc;
import dev.jbuild.buildkit.wire.control.StatusRequest;
import dev.jbuild.buildkit.wire.control.StatusResponse;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Follows the progress of one build and passes it on, until the build ends. */
final class StatusFeed {

    private final ClientCall<StatusRequest, StatusResponse> call;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Guarded by itself: what failed, with the daemon's words, in the order of failing. */
    private final Map<OpDigest, String> failed = new LinkedHashMap<>();

    private StatusFeed(ClientCall<StatusRequest, StatusResponse> call) {
        this.call = call;
    }

    static StatusFeed follow(Channel channel, String build, Consumer<Progress> progress) {
        var feed =
                new StatusFeed(channel.newCall(ControlGrpc.getStatusMethod(), CallOptions.DEFAULT));
        var fold =
                new ProgressFold(
                        event -> {
                            progress.accept(event);
                            feed.note(event);
                        });
        ClientCalls.asyncServerStreamingCall(
                feed.call,
                StatusRequest.newBuilder().setRef(build).build(),
                new StreamObserver<>() {
                    @Override
                    public void onNext(StatusResponse status) {
                        fold.accept(status);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        // The build itself tells why.
                        feed.ended.countDown();
                    }

                    @Override
                    public void onCompleted() {
                        feed.ended.countDown();
                    }
                });
        return feed;
    }

    /**
     * Waits for the last of the progress, but no longer than this; then nothing more is passed on.
     */
    void end(Duration patience) {
        boolean interrupted = false;
        try {
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                // A job that never was has a stream that never ends.
                call.cancel("the build has ended", null);
                ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
            call.cancel("the build was interrupted", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The operation that failed with this message, for daemons that do not say it themselves. News
     * of it may be on its way, so this waits a little.
     */
    Optional<OpDigest> failedWith(String message, Duration patience) throws InterruptedException {
        return await(() -> find(message), patience);
    }

    /**
     * Waits until it has been passed on that an operation failed, and with that all that it has
     * printed: the daemon tells of the failure itself before. But no longer than this.
     */
    void awaitFailure(OpDigest operation, Duration patience) throws InterruptedException {
        await(() -> failed.containsKey(operation) ? operation : null, patience);
    }

    private Optional<OpDigest> await(Supplier<@Nullable OpDigest> sought, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (failed) {
            while (true) {
                OpDigest found = sought.get();
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (found != null || left <= 0) {
                    return Optional.ofNullable(found);
                }
                failed.wait(left);
            }
        }
    }

    private @Nullable OpDigest find(String message) {
        for (Map.Entry<OpDigest, String> failure : failed.entrySet()) {
            if (message.contains(failure.getValue()) || failure.getValue().contains(message)) {
                return failure.getKey();
            }
        }
        return null;
    }

    private void note(Progress event) {
        if (event instanceof Progress.VertexFailed failure) {
            synchronized (failed) {
                failed.put(failure.vertex(), failure.error());
                failed.notifyAll();
            }
        }
    }
}
