package dev.jbuild.cache.disk;

import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.InstantSource;

/**
 * The way into the blob store. A blob that is there with the right size is left as it is: it is the
 * same, or its next reader finds the damage.
 */
final class BlobWriter {
    private final CacheLayout layout;
    private final Usage usage;
    private final InstantSource clock;

    BlobWriter(CacheLayout layout, Usage usage, InstantSource clock) {
        this.clock = clock;
        this.layout = layout;
        this.usage = usage;
    }

    Digest write(byte[] content) throws IOException {
        Digest digest = Digest.of(content);
        if (!isThere(digest, content.length)) {
            try (NewFile file = layout.newFile()) {
                file.out().write(content);
                file.keepAs(layout.placeFor(digest));
                usage.add(content.length);
            }
        }
        return digest;
    }

    /** The digest is known only behind the last byte, which is when the file gets its name. */
    Digest write(InputStream content) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        try (NewFile file = layout.newFile()) {
            long size = content.transferTo(new DigestOutputStream(file.out(), sha256));
            Digest digest = Digest.of(sha256);
            if (!isThere(digest, size)) {
                file.keepAs(layout.placeFor(digest));
                usage.add(size);
            }
            return digest;
        }
    }

    /** Copies only across file systems, or where the file has a second name to change it by. */
    Digest take(Path source) throws IOException {
        if ((int) Files.getAttribute(source, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1) {
            return copyAndDelete(source);
        }
        Digest digest;
        try (FileChannel channel =
                FileChannel.open(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest sha256 = Digest.sha256();
            Channels.newInputStream(channel)
                    .transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
            digest = Digest.of(sha256);
            Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("r--r--r--"));
            Files.setLastModifiedTime(source, FileTime.from(clock.instant()));
            channel.force(false);
        }
        try {
            long size = Files.size(source);
            Files.move(source, layout.placeFor(digest), StandardCopyOption.ATOMIC_MOVE);
            usage.add(size);
            return digest;
        } catch (AtomicMoveNotSupportedException e) {
            return copyAndDelete(source);
        }
    }

    private Digest copyAndDelete(Path source) throws IOException {
        Digest digest;
        try (InputStream in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS)) {
            digest = write(in);
        }
        Files.delete(source);
        return digest;
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
