package dev.jbuild.engine.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;

/** Reads what registries answer. */
final class Documents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Documents() {}

    /**
     * @throws IOException when it is no JSON
     */
    static JsonNode read(byte[] document) throws IOException {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IOException("the registry answers with something that is no JSON", e);
        }
    }
}
