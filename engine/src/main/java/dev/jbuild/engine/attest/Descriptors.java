package dev.jbuild.engine.attest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Platform;

/** How an index or a manifest speaks of other documents. */
public final class Descriptors {
    /** The kind of an index. */
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    /** The kind of an image of one platform. */
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private Descriptors() {}

    /** Of any content. */
    static ObjectNode of(String mediaType, byte[] content) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("mediaType", mediaType)
                .put("digest", Digest.of(content).toString())
                .put("size", content.length);
    }

    /** Of the image of a platform. */
    public static ObjectNode of(String mediaType, byte[] manifest, Platform platform) {
        ObjectNode descriptor = of(mediaType, manifest);
        ObjectNode described = descriptor.putObject("platform");
        described.put("architecture", platform.architecture()).put("os", platform.os());
        if (!platform.variant().isEmpty()) {
            described.put("variant", platform.variant());
        }
        return descriptor;
    }
}
