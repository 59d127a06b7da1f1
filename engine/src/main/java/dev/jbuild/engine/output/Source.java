package dev.jbuild.engine.output;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.model.RecipeId;

/** Where outputs come from: the nodes of a build that succeeded. */
public interface Source {
    /** The key of a node. */
    ActionKey key(RecipeId node);

    /** The node in the builder's terms. */
    Lowered lowered(RecipeId node);
}
