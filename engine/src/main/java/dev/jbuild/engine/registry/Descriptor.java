package dev.jbuild.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;

import dev.jbuild.model.Digest;

import java.io.IOException;

/**
 * How a document in a registry speaks of another content.
 *
 * @param size in bytes
 */
record Descriptor(Digest digest, long size) {
    /**
     * @throws IOException when it is none
     */
    static Descriptor of(JsonNode described) throws IOException {
        long size = described.path("size").asLong(-1);
        if (size < 0) {
            throw new IOException("the registry has a manifest with a content of no size");
        }
        return new Descriptor(digest(described), size);
    }

    /** The digest alone. */
    static Digest digest(JsonNode described) throws IOException {
        try {
            return Digest.parse(described.path("digest").asText());
        } catch (IllegalArgumentException e) {
            throw new IOException("the registry has a manifest with a digest that is none", e);
        }
    }
}
