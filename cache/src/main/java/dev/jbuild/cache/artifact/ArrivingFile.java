package dev.jbuild.cache.artifact;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.model.Digest;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A file whose content is coming. A small one is gathered in memory, and stored beside what comes
 * next; of one whose content is known already nothing is written then.
 */
public final class ArrivingFile implements Closeable {
    private static final int SMALL = 1 << 20;

    private final int mode;
    private final long size;
    private final BlobStore blobs;
    private final BlobQueue queue;
    private @Nullable ByteBuffer gathered;
    private BlobStore.@Nullable Incoming large;
    private @Nullable Future<Digest> content;

    ArrivingFile(int mode, long size, BlobStore blobs, BlobQueue queue) {
        this.mode = mode;
        this.size = size;
        this.blobs = blobs;
        this.queue = queue;
    }

    /** Takes the next bytes. */
    public void append(ByteBuffer data) throws IOException {
        if (size > SMALL) {
            while (data.hasRemaining()) {
                large().write(data);
            }
        } else if (data.remaining() > small().remaining()) {
            throw new IOException("more than the " + size + " bytes that were announced");
        } else {
            small().put(data);
        }
    }

    private BlobStore.Incoming large() throws IOException {
        BlobStore.Incoming begun = large;
        if (begun == null) {
            begun = blobs.begin();
            large = begun;
        }
        return begun;
    }

    private ByteBuffer small() {
        ByteBuffer begun = gathered;
        if (begun == null) {
            // Not before: thousands may be listed before the first byte of one comes.
            begun = ByteBuffer.allocate((int) size);
            gathered = begun;
        }
        return begun;
    }

    /** All of it has come. */
    public void complete() throws IOException {
        BlobStore.Incoming begun = large;
        if (begun != null) {
            content = CompletableFuture.completedFuture(begun.keep());
            begun.close();
            large = null;
        } else {
            content = queue.put(small().array());
            gathered = null;
        }
    }

    /** What came; the queue has stored all. */
    FileEntry entry(String path) throws IOException {
        if (content == null) {
            throw new IOException("not all of `" + path + "` has come");
        }
        return new FileEntry.File(path, mode, size, content.resultNow());
    }

    /** Lets go of one that has not come to its end. */
    @Override
    public void close() throws IOException {
        if (large != null) {
            large.close();
        }
    }
}
