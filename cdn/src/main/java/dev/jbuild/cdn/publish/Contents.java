package dev.jbuild.cdn.publish;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.LostBlobException;
import dev.jbuild.cdn.origin.ContentSource;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Where the contents of a release come from: this machine, or else the origin that has them.
 *
 * @param blobs has what was published or read from here
 */
record Contents(Origin origin, BlobStore blobs) {
    /** What has to be here. */
    InputStream local(Stored content) throws IOException {
        return blobs.open(content.digest())
                .orElseThrow(() -> LostBlobException.gone(content.digest()));
    }

    /** What is here, and else what another has. */
    InputStream local(Stored content, ContentSource otherwise) throws IOException {
        Optional<InputStream> here = blobs.open(content.digest());
        return here.isPresent() ? here.get() : otherwise.open(content);
    }

    /** What is here, and else what the origin keeps. */
    InputStream kept(Stored content) throws IOException {
        return local(content, this::keptThere);
    }

    private InputStream keptThere(Stored content) throws IOException {
        try {
            return origin.kept().open(content);
        } catch (NoSuchFileException e) {
            throw new LostContent(content, e);
        }
    }

    /** Whether it is here, or the origin keeps it. */
    boolean isHad(Stored content) throws BuildException, IOException {
        try (InputStream here = blobs.open(content.digest()).orElse(null)) {
            return here != null || origin.isKept(content);
        }
    }
}
