package dev.jbuild.cdn.fingerprint;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.LostBlobException;
import dev.jbuild.cdn.release.Stored;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Contents as texts with one character per byte, so that nothing but what is edited changes. */
final class Texts {
    private Texts() {}

    static String read(BlobStore blobs, String path, Map<String, Stored> files) throws IOException {
        Stored file = files.get(path);
        if (file == null) {
            throw new IllegalArgumentException("no file " + path);
        }
        byte[] bytes =
                blobs.read(file.digest()).orElseThrow(() -> LostBlobException.gone(file.digest()));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Stored write(BlobStore blobs, String text) throws IOException {
        byte[] bytes = bytes(text);
        return new Stored(blobs.put(bytes), bytes.length);
    }
}
