package dev.jbuild.engine.registry;

import dev.jbuild.engine.attest.Contents;
import dev.jbuild.model.Digest;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A repository of a registry. */
record RegistryContents(RegistryClient registry) implements Contents {
    @Override
    public void putBlob(Digest digest, byte[] content) throws IOException, InterruptedException {
        if (!registry.hasBlob(digest)) {
            registry.upload(digest, content.length, () -> new ByteArrayInputStream(content));
        }
    }

    @Override
    public void putManifest(Digest digest, String mediaType, byte[] document)
            throws IOException, InterruptedException {
        if (!registry.hasManifest(digest.toString())) {
            registry.put(digest.toString(), mediaType, document);
        }
    }
}
