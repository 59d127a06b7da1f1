package dev.jbuild.engine.output;

import com.fasterxml.jackson.databind.JsonNode;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.RecipeId;

/** Where outputs come from: the nodes of a build that succeeded. */
public interface Source {
    /** The key of a node. */
    ActionKey key(RecipeId node);

    /** The node in the builder's terms. */
    Lowered lowered(RecipeId node);

    /** How the node was made: a predicate of SLSA. */
    JsonNode provenance(RecipeId node);

    /** The image of a scanner, by its configuration. */
    Digest scanner(ImageOptions.Scanner scanner);
}
