package dev.jbuild.cache.artifact;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.model.Digest;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stores small blobs on other threads, while whoever brings them goes on. He waits when too many of
 * them are on their way.
 */
final class BlobQueue implements Closeable {
    /** In bytes. A blob counts as one at least. */
    private static final int ROOM = 16 << 20;

    private final BlobStore blobs;
    private final Semaphore room = new Semaphore(ROOM);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    BlobQueue(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * Has a blob stored.
     *
     * @throws IOException when an earlier one could not be
     */
    Future<Digest> put(byte[] content) throws IOException {
        requireNoFailure();
        int size = Math.clamp(content.length, 1, ROOM);
        room.acquireUninterruptibly(size);
        CompletableFuture<Digest> stored = new CompletableFuture<>();
        threads.execute(
                () -> {
                    try {
                        stored.complete(blobs.put(content));
                    } catch (IOException | RuntimeException e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        room.release(size);
                    }
                });
        return stored;
    }

    /** Returns when all blobs are stored, or throws when one could not be. */
    void awaitAll() throws IOException {
        room.acquireUninterruptibly(ROOM);
        room.release(ROOM);
        requireNoFailure();
    }

    private void requireNoFailure() throws IOException {
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Exception e -> throw new AssertionError(e);
        }
    }

    /** Returns when no thread is at work any more. */
    @Override
    public void close() {
        threads.close();
    }
}
