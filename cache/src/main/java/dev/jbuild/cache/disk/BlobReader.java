package dev.jbuild.cache.disk;

import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** The way out of the blob store. Nothing leaves by it that has not been checked. */
final class BlobReader {
    private final CacheLayout layout;
    private final Damages damages;

    BlobReader(CacheLayout layout, Damages damages) {
        this.layout = layout;
        this.damages = damages;
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
        return file(digest).map(in -> new CheckedStream(in, found -> require(digest, found)));
    }

    boolean materialise(Digest digest, Path target, int mode) throws IOException {
        Optional<InputStream> blob = file(digest);
        if (blob.isEmpty()) {
            return false;
        }
        try (InputStream in = blob.get();
                NewFile file = NewFile.beside(target)) {
            MessageDigest sha256 = Digest.sha256();
            OutputStream out = new DigestOutputStream(file.out(), sha256);
            in.transferTo(out);
            if (!isWhole(digest, Digest.of(sha256))) {
                return false;
            }
            file.mode(mode);
            file.moveTo(target);
            return true;
        }
    }

    private Optional<InputStream> file(Digest digest) throws IOException {
        try {
            return Optional.of(Files.newInputStream(layout.blob(digest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void require(Digest digest, Digest found) throws IOException {
        if (!isWhole(digest, found)) {
            throw new IOException("the cached content " + digest + " was damaged; it is removed");
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
