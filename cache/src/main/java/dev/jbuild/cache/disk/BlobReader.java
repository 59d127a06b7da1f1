package dev.jbuild.cache.disk;

import dev.jbuild.cache.LostBlobException;
import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The way out of the blob store. Nothing leaves by it that has not been checked, but what this
 * process has stored itself.
 */
final class BlobReader {
    private static final int BUFFER = 128 * 1024;

    private final CacheLayout layout;
    private final Damages damages;
    private final OwnBlobs own;

    BlobReader(CacheLayout layout, Damages damages, OwnBlobs own) {
        this.layout = layout;
        this.damages = damages;
        this.own = own;
    }

    Optional<byte[]> read(Digest digest) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(layout.blob(digest));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return isWhole(digest, Digest.of(content)) ? Optional.of(content) : Optional.empty();
    }

    Optional<InputStream> open(Digest digest) throws IOException {
        Optional<FileChannel> blob = channel(layout.blob(digest));
        if (blob.isEmpty()) {
            return Optional.empty();
        }
        MessageDigest sha256 = Digest.sha256(blob.get().size());
        InputStream in = Channels.newInputStream(blob.get());
        return Optional.of(new CheckedStream(in, sha256, found -> require(digest, found)));
    }

    boolean materialise(Digest digest, Path target, int mode, FileTime time) throws IOException {
        Path path = layout.blob(digest);
        boolean untouched = own.isUntouched(digest, path);
        Optional<FileChannel> blob = channel(path);
        if (blob.isEmpty()) {
            return false;
        }
        try (FileChannel in = blob.get();
                NewFile file = NewFile.beside(target)) {
            if (untouched) {
                copy(in, file.channel());
            } else if (!isWhole(digest, copyHashed(in, file.channel()))) {
                return false;
            }
            file.mode(mode);
            file.time(time);
            file.moveTo(target);
            return true;
        }
    }

    /** Without a way through this program, where the system can do so. */
    private static void copy(FileChannel in, FileChannel out) throws IOException {
        long size = in.size();
        for (long done = 0; done < size; ) {
            long more = in.transferTo(done, size - done, out);
            if (more <= 0) {
                throw new IOException("the blob became shorter while it was copied");
            }
            done += more;
        }
    }

    private static Digest copyHashed(FileChannel in, FileChannel out) throws IOException {
        MessageDigest sha256 = Digest.sha256(in.size());
        ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(in.size() + 1, 512, BUFFER));
        while (in.read(buffer) >= 0) {
            sha256.update(buffer.flip().duplicate());
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            buffer.clear();
        }
        return Digest.of(sha256);
    }

    private static Optional<FileChannel> channel(Path blob) throws IOException {
        try {
            return Optional.of(FileChannel.open(blob, StandardOpenOption.READ));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void require(Digest digest, Digest found) throws IOException {
        if (!isWhole(digest, found)) {
            throw LostBlobException.damaged(digest);
        }
    }

    private boolean isWhole(Digest wanted, Digest found) throws IOException {
        if (wanted.equals(found)) {
            return true;
        }
        damages.found(layout.blob(wanted), "its content has the digest " + found);
        return false;
    }
}
