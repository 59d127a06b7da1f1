package dev.jbuild.engine.attest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is said of an image, by in-toto's words.
 *
 * @param kind an address that tells what the predicate means
 */
public record Statement(String kind, JsonNode predicate) {
    /** How it was made, as SLSA has it. */
    public static Statement provenance(JsonNode predicate) {
        return new Statement("https://slsa.dev/provenance/v1", predicate);
    }
}
