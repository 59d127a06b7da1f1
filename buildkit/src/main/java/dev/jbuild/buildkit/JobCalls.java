package dev.jbuild.buildkit;

import com.google.common.util.concurrent.ListenableFuture;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The calls under way within one build. When the build ends they end: the daemon would let them
 * wait, and then say only that it does not know the build.
 */
final class JobCalls {

    private final Set<Future<?>> pending = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable BuildkitException> end = new AtomicReference<>();

    /** Tells how a failed call is to be understood. */
    @FunctionalInterface
    interface Reading {
        BuildkitException read(Throwable failure) throws InterruptedException;
    }

    /** Waits for the answer of a call; an interrupt cancels the call. */
    @SuppressWarnings("UndefinedEquals") // each call is itself and no other
    <R> R await(ListenableFuture<R> call, Reading reading)
            throws BuildkitException, InterruptedException {
        pending.add(call);
        try {
            throwIfOver();
            return call.get();
        } catch (CancellationException e) {
            throwIfOver();
            throw new BuildkitException.Cancelled("the build was cancelled", e);
        } catch (ExecutionException e) {
            throwIfOver();
            throw reading.read(e.getCause() == null ? e : e.getCause());
        } finally {
            pending.remove(call);
            call.cancel(true);
        }
    }

    /** Ends all calls, now and later, for this reason; only the first reason counts. */
    void end(BuildkitException reason) {
        end.compareAndSet(null, reason);
        pending.forEach(call -> call.cancel(true));
    }

    private void throwIfOver() throws BuildkitException {
        BuildkitException reason = end.get();
        if (reason != null) {
            throw reason;
        }
    }
}
