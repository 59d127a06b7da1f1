package dev.jbuild.cache.artifact;

import dev.jbuild.model.Digest;

import java.io.IOException;

/** A content that a manifest names is not in the blob store. Making the artifact again helps. */
public final class MissingBlobException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Digest digest;

    MissingBlobException(String path, Digest digest) {
        super("the content of `" + path + "` (" + digest + ") is not in the cache");
        this.digest = digest;
    }

    public Digest digest() {
        return digest;
    }
}
