package dev.jbuild.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.jbuild.model.RecipeId;

/**
 * How a node was made, as SLSA has it: what it was asked for, its key, and what comes from
 * elsewhere. All of it is known before anything is built, and nothing of it is a time or a secret,
 * so that the same inputs are attested in the same words.
 */
final class Provenance {
    private static final String BUILD_TYPE = "https://jbuild.dev/provenance/v1";
    private static final String BUILDER = "https://jbuild.dev/builder";

    private Provenance() {}

    /** A predicate of the kind {@code https://slsa.dev/provenance/v1}. */
    static ObjectNode of(KeyedPlan nodes, RecipeId node) {
        ObjectNode predicate = JsonNodeFactory.instance.objectNode();
        ObjectNode definition = predicate.putObject("buildDefinition");
        definition.put("buildType", BUILD_TYPE);
        definition
                .putObject("externalParameters")
                .put("target", node.target().toString())
                .put("platform", node.platform().toString());
        definition.putObject("internalParameters").put("key", nodes.key(node).toString());
        ArrayNode dependencies = definition.putArray("resolvedDependencies");
        Materials.of(nodes, node)
                .forEach(
                        (address, digests) -> {
                            ObjectNode digest =
                                    dependencies
                                            .addObject()
                                            .put("uri", address)
                                            .putObject("digest");
                            digests.forEach(digest::put);
                        });
        predicate.putObject("runDetails").putObject("builder").put("id", BUILDER);
        return predicate;
    }
}
