package dev.jbuild.engine.attest;

import dev.jbuild.model.Digest;

import java.io.IOException;

/** Where an image is kept: a repository of a registry, or a folder in OCI layout. */
public interface Contents {
    /** Keeps a blob, unless it is there. */
    void putBlob(Digest digest, byte[] content) throws IOException, InterruptedException;

    /** Keeps a manifest under its digest, unless it is there. */
    void putManifest(Digest digest, String mediaType, byte[] document)
            throws IOException, InterruptedException;
}
