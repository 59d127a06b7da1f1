package dev.jbuild.cdn.fingerprint;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.LostBlobException;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The hashes by which browsers check scripts and styles. */
public final class Integrity {
    private final BlobStore blobs;
    private final Map<Digest, String> known = new ConcurrentHashMap<>();

    public Integrity(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** {@code sha384-…}. */
    public String of(Stored content) throws IOException {
        String value = known.get(content.digest());
        if (value == null) {
            value = "sha384-" + hash(content.digest(), "SHA-384");
            known.put(content.digest(), value);
        }
        return value;
    }

    /** A hash of content in base 64. */
    public String hash(Digest content, String algorithm) throws IOException {
        try (InputStream in =
                blobs.open(content).orElseThrow(() -> LostBlobException.gone(content))) {
            MessageDigest hash = MessageDigest.getInstance(algorithm);
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), hash));
            return Base64.getEncoder().encodeToString(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
