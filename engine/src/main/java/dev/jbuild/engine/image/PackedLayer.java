package dev.jbuild.engine.image;

import com.fasterxml.jackson.databind.JsonNode;

import dev.jbuild.engine.archive.CautiousTar;
import dev.jbuild.model.Digest;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.io.input.BoundedInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A layer in an archive.
 *
 * @param size as it travels to a registry
 */
record PackedLayer(ImageArchive archive, String name, Digest digest, long size) {
    private static final int BUFFER = 64 * 1024;
    private static final int GZIP = 0x1f8b;
    private static final int ZSTD = 0x28b5;

    /** What is unpacked may be so many times as large, and this more. Files are not. */
    private static final int MOST_TIMES = 200;

    private static final long AND_MORE = 1L << 30;

    /** A layer with a description. */
    static PackedLayer of(ImageArchive archive, JsonNode described, String name)
            throws IOException {
        // An engine with a graph driver has layers as they are on its disk.
        return described.path("mediaType").asText().endsWith("tar")
                ? of(archive, name)
                : new PackedLayer(
                        archive,
                        name,
                        Digest.parse(described.path("digest").asText()),
                        described.path("size").asLong());
    }

    /**
     * A layer that is not packed. It travels packed by gzip, and has about the size that we get.
     */
    static PackedLayer of(ImageArchive archive, String name) throws IOException {
        MessageDigest sha256 = Digest.sha256(archive.size(name));
        CountingStream counted = new CountingStream();
        try (InputStream in = new DigestInputStream(archive.content(name), sha256);
                OutputStream packed = new GZIPOutputStream(counted, BUFFER)) {
            in.transferTo(packed);
        }
        return new PackedLayer(archive, name, Digest.of(sha256), counted.count);
    }

    /** Adds its files. Those of a layer that is packed by zstd are not known. */
    void addTo(FolderSizes sizes) throws IOException {
        try (InputStream in =
                        BoundedInputStream.builder()
                                .setInputStream(unpacked())
                                .setMaxCount(archive.size(name) * MOST_TIMES + AND_MORE)
                                .setOnMaxCount(
                                        (_, _) -> {
                                            throw new IOException(
                                                    "layer "
                                                            + digest
                                                            + " has no end when it is unpacked");
                                        })
                                .get();
                CautiousTar tar = CautiousTar.of(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    sizes.add(entry.getName(), entry.getSize());
                }
            }
        }
    }

    private InputStream unpacked() throws IOException {
        BufferedInputStream in = new BufferedInputStream(archive.content(name), BUFFER);
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return switch (magic) {
            case GZIP -> new GZIPInputStream(in, BUFFER);
            case ZSTD -> {
                in.close();
                yield InputStream.nullInputStream();
            }
            default -> in;
        };
    }

    private static final class CountingStream extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            count += length;
        }
    }
}
