package dev.jbuild.engine.registry;

import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;

/** Images by digest: in a registry, or in files. */
public interface StoredImages {
    /** A manifest or an index, byte for byte. */
    record Manifest(String mediaType, Bytes document) {}

    /** What a digest, or a tag where there are any, stands for. */
    Manifest manifest(String reference) throws IOException, InterruptedException;

    /** The content of a blob, not verified. */
    InputStream blob(Digest digest) throws IOException, InterruptedException;
}
