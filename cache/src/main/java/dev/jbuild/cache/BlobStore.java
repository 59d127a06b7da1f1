package dev.jbuild.cache;

import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Content by digest. Safe for use by many threads and processes.
 *
 * <p>Content is verified whenever it is read, unless this very process has stored it and nobody has
 * touched it since. A blob that turns out to be damaged is reported to whoever opened the store,
 * removed, and from then on absent.
 */
public interface BlobStore {
    /** Whether the blob is there, without reading it. */
    boolean contains(Digest digest) throws IOException;

    /** The whole of a blob, for small ones; empty when it is absent or damaged. */
    Optional<byte[]> read(Digest digest) throws IOException;

    /**
     * A blob as a stream, empty when it is absent. The stream checks the content on its way: a
     * reader that reaches the end without an exception has seen the right bytes, one that stops
     * before the end knows nothing.
     *
     * @throws IOException also from the stream, at its end, when the blob is damaged
     */
    Optional<InputStream> open(Digest digest) throws IOException;

    /** Stores bytes. */
    Digest put(byte[] content) throws IOException;

    /** Stores what the stream yields up to its end. The caller closes the stream. */
    Digest put(InputStream content) throws IOException;

    /** Stores a copy of a regular file. */
    Digest put(Path file) throws IOException;

    /** Begins a blob whose content comes bit by bit. */
    Incoming begin() throws IOException;

    /**
     * Makes a file with the content of a blob. The file appears complete or not at all and replaces
     * what is there (a link is replaced, not followed); its folder has to exist. It shares no
     * storage with the store, so that editing it is harmless.
     *
     * @param mode permission bits, such as {@code 0644}
     * @param time of the last modification
     * @return false when the blob is absent or damaged; then the target is as it was
     */
    boolean materialise(Digest digest, Path target, int mode, FileTime time) throws IOException;

    /** A blob on its way, which takes its content. It is nothing until it is kept. */
    interface Incoming extends WritableByteChannel {
        /** Stores it; all of its content is there. */
        Digest keep() throws IOException;

        /** Lets go of it; one that was kept stays. */
        @Override
        void close() throws IOException;
    }
}
