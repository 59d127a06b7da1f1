package dev.jbuild.cache.disk;

import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * A stream that hashes what passes and has the hash checked at its end. Not a filter stream, whose
 * skipping and marking would lead past the hash.
 */
final class CheckedStream extends InputStream {
    private final InputStream in;
    private final MessageDigest sha256;
    private final Check check;
    private boolean ended;

    CheckedStream(InputStream in, MessageDigest sha256, Check check) {
        this.in = in;
        this.sha256 = sha256;
        this.check = check;
    }

    /** Throws when the digest is not the right one. */
    @FunctionalInterface
    interface Check {
        void atEnd(Digest found) throws IOException;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            sha256.update(buffer, offset, count);
        } else if (count < 0 && !ended) {
            ended = true;
            check.atEnd(Digest.of(sha256));
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
