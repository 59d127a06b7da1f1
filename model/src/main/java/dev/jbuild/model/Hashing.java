package dev.jbuild.model;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who hashes: Java, and OpenSSL as soon as there is so much to hash that it pays to set it up (some
 * 35 ms, in which Java gets 2 to 4 MB done).
 */
final class Hashing {
    /** In bytes. */
    private static final long MUCH = 4 << 20;

    private static final AtomicLong asked = new AtomicLong();

    private Hashing() {}

    static MessageDigest sha256(long size) {
        return isMuch(size)
                ? ForMuch.OPEN_SSL.map(OpenSsl::sha256).orElseGet(Digest::sha256)
                : Digest.sha256();
    }

    /** Whether it is much with all that there was before. */
    private static boolean isMuch(long size) {
        return asked.get() >= MUCH || asked.addAndGet(Math.min(size, MUCH)) >= MUCH;
    }

    /** Set up when it is asked for. */
    private static final class ForMuch {
        static final Optional<OpenSsl> OPEN_SSL = OpenSsl.find();
    }
}
