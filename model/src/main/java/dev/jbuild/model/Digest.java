package dev.jbuild.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of some content: its name in every store.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) implements Comparable<Digest> {
    private static final String PREFIX = "sha256:";
    private static final int DIGITS = 64;

    public Digest {
        if (!isHex(hex)) {
            throw new IllegalArgumentException("not a sha256 digest: " + hex);
        }
    }

    /** By hand, for a build reads tens of thousands of digests in a JVM that has just started. */
    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return text.length() == DIGITS;
    }

    /** Reads {@code sha256:<hex>}. */
    public static Digest parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not a sha256 digest: " + text);
        }
        return new Digest(text.substring(PREFIX.length()));
    }

    public static Digest of(byte[] content) {
        return of(sha256(content.length).digest(content), 0);
    }

    /** Finishes {@code digest} and takes its result. */
    public static Digest of(MessageDigest digest) {
        return of(digest.digest(), 0);
    }

    /** A digest by its 32 bytes. */
    public static Digest ofHash(byte[] sha256) {
        if (sha256.length != 32) {
            throw new IllegalArgumentException("not a sha256 digest: " + sha256.length + " bytes");
        }
        return of(sha256, 0);
    }

    private static Digest of(byte[] hash, int offset) {
        return new Digest(HexFormat.of().formatHex(hash, offset, offset + 32));
    }

    /**
     * A fresh SHA-256 for a content that may be large. Where this process has much to hash, it is
     * that of the machine's OpenSSL, if there is one: many times as fast as Java's in a JVM without
     * the compiler C2.
     *
     * @param size of the content in bytes, about; {@link Long#MAX_VALUE} when nobody knows
     */
    public static MessageDigest sha256(long size) {
        return Hashing.sha256(size);
    }

    /** A fresh SHA-256 for a little, which every Java platform has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    /** {@code sha256:<hex>}, the form of registries. */
    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
