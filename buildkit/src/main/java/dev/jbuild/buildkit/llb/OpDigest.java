package dev.jbuild.buildkit.llb;

import java.security.MessageDigest;

/**
 * Names one operation by the SHA-256 of its bytes, as in {@code sha256:1f0a…}. The daemon reports
 * progress and failures under the same name.
 */
public record OpDigest(String value) implements Comparable<OpDigest> {

    /** Throws {@link IllegalArgumentException} for a text without an algorithm prefix. */
    public OpDigest {
        if (value.indexOf(':') <= 0) {
            throw new IllegalArgumentException("not a digest: " + value);
        }
    }

    static OpDigest of(byte[] bytes) {
        MessageDigest sha256 = Sha256.begin();
        sha256.update(bytes);
        return new OpDigest(Sha256.end(sha256));
    }

    @Override
    public int compareTo(OpDigest other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
