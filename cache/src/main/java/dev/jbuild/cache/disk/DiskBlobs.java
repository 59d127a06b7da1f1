package dev.jbuild.cache.disk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Optional;

/** The blob store: a way in, a way out, and small blobs that were read lately. */
final class DiskBlobs implements BlobStore {
    private static final int SMALL = 64 * 1024;
    private static final long MEMORY = 32L * 1024 * 1024;

    private final CacheLayout layout;
    private final BlobReader reader;
    private final BlobWriter writer;
    private final Cache<Digest, byte[]> recent =
            Caffeine.newBuilder()
                    .maximumWeight(MEMORY)
                    .weigher(
                            (Digest digest, byte[] content) ->
                                    digest.hex().length() + content.length)
                    .build();

    DiskBlobs(CacheLayout layout, Damages damages, Usage usage, InstantSource clock) {
        this.layout = layout;
        OwnBlobs own = new OwnBlobs();
        this.reader = new BlobReader(layout, damages, own);
        this.writer = new BlobWriter(layout, usage, own, clock);
    }

    @Override
    public boolean contains(Digest digest) {
        return Files.isRegularFile(layout.blob(digest), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Optional<byte[]> read(Digest digest) throws IOException {
        byte[] remembered = recent.getIfPresent(digest);
        if (remembered != null) {
            return Optional.of(remembered.clone());
        }
        Optional<byte[]> content = reader.read(digest);
        if (content.isPresent() && content.get().length <= SMALL) {
            recent.put(digest, content.get().clone());
        }
        return content;
    }

    @Override
    public Optional<InputStream> open(Digest digest) throws IOException {
        return reader.open(digest);
    }

    @Override
    public Digest put(byte[] content) throws IOException {
        return writer.write(content);
    }

    @Override
    public Digest put(InputStream content) throws IOException {
        return writer.write(content, Long.MAX_VALUE);
    }

    @Override
    public Digest put(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return writer.write(in, Files.size(file));
        }
    }

    @Override
    public Incoming begin() throws IOException {
        return writer.begin();
    }

    @Override
    public boolean materialise(Digest digest, Path target, int mode, FileTime time)
            throws IOException {
        return reader.materialise(digest, target, mode, time);
    }
}
