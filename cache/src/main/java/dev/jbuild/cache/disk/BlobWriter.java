package dev.jbuild.cache.disk;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The way into the blob store. A blob that is there with the right size is left as it is: it is the
 * same, or its next reader finds the damage.
 *
 * <p>Blobs are not forced to the disk, which takes longer than all else. One that a power failure
 * has cut short is found by its next reader, as any other damage is, and made again.
 */
final class BlobWriter {
    private final CacheLayout layout;
    private final Usage usage;
    private final OwnBlobs own;
    private final InstantSource clock;

    BlobWriter(CacheLayout layout, Usage usage, OwnBlobs own, InstantSource clock) {
        this.layout = layout;
        this.usage = usage;
        this.own = own;
        this.clock = clock;
    }

    Digest write(byte[] content) throws IOException {
        Digest digest = Digest.of(content);
        if (!isThere(digest, content.length)) {
            try (NewFile file = layout.newFile()) {
                file.out().write(content);
                keep(file, digest, content.length);
            }
        }
        return digest;
    }

    /**
     * Writes a content.
     *
     * @param size in bytes, about
     */
    Digest write(InputStream content, long size) throws IOException {
        try (Incoming blob = new Incoming(layout.newFile(), size)) {
            content.transferTo(Channels.newOutputStream(blob));
            return blob.keep();
        }
    }

    BlobStore.Incoming begin() throws IOException {
        return new Incoming(layout.newFile(), Long.MAX_VALUE);
    }

    /** The digest is known only behind the last byte, which is when the file gets its name. */
    private final class Incoming implements BlobStore.Incoming {
        private final NewFile file;
        private final MessageDigest sha256;
        private long size;

        Incoming(NewFile file, long expected) {
            this.file = file;
            this.sha256 = Digest.sha256(expected);
        }

        @Override
        public int write(ByteBuffer data) throws IOException {
            ByteBuffer written = data.duplicate();
            int count = file.channel().write(data);
            sha256.update(written.limit(data.position()));
            size += count;
            return count;
        }

        @Override
        public Digest keep() throws IOException {
            Digest digest = Digest.of(sha256);
            if (!isThere(digest, size)) {
                BlobWriter.this.keep(file, digest, size);
            }
            return digest;
        }

        @Override
        public boolean isOpen() {
            return file.channel().isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private void keep(NewFile file, Digest digest, long size) throws IOException {
        Path blob = layout.placeFor(digest);
        // To the nanosecond, so that whoever writes to it changes it, however slow clocks tick.
        file.time(FileTime.from(Instant.now()));
        file.moveTo(blob);
        own.stored(digest, blob);
        usage.add(size);
    }

    private boolean isThere(Digest digest, long size) throws IOException {
        Path blob = layout.blob(digest);
        if (!Files.exists(blob) || Files.size(blob) != size) {
            return false;
        }
        // As if it were stored now: else it could be cleared away before a record names it.
        try {
            Files.setLastModifiedTime(blob, FileTime.from(clock.instant()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
