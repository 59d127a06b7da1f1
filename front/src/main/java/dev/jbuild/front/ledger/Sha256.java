package dev.jbuild.front.ledger;

import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A digest as four numbers: ten thousand of them are read at each start, and hardly one used. */
record Sha256(long a, long b, long c, long d) {
    private static final int CHUNK = 64 * 1024;

    static Sha256 of(Digest digest) {
        return read(ByteBuffer.wrap(HexFormat.of().parseHex(digest.hex())));
    }

    static Sha256 read(ByteBuffer in) {
        return new Sha256(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    void write(ByteBuffer out) {
        out.putLong(a).putLong(b).putLong(c).putLong(d);
    }

    static Sha256 ofFile(Path file) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                sha256.update(chunk, 0, read);
            }
        }
        return read(ByteBuffer.wrap(sha256.digest()));
    }

    boolean isSame(Sha256 other) {
        return a == other.a && b == other.b && c == other.c && d == other.d;
    }
}
