package dev.jbuild.engine.output;

import com.fasterxml.jackson.databind.JsonNode;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;

import java.util.SortedMap;
import java.util.TreeMap;

/** Where outputs come from: the nodes of a build that succeeded. */
public interface Source {
    /** The key of a node. */
    ActionKey key(RecipeId node);

    /** The node in the builder's terms. */
    Lowered lowered(RecipeId node);

    /** How the node was made: a predicate of SLSA. */
    JsonNode provenance(RecipeId node);

    /** How the image of each platform was made; nothing where nobody wants that to be said. */
    default SortedMap<Platform, JsonNode> provenance(Output.Image image) {
        SortedMap<Platform, JsonNode> provenance = new TreeMap<>();
        if (image.options().provenance()) {
            image.nodes().forEach((platform, node) -> provenance.put(platform, provenance(node)));
        }
        return provenance;
    }
}
