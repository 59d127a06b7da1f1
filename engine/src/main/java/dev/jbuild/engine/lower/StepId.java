package dev.jbuild.engine.lower;

import dev.jbuild.model.RecipeId;

import java.util.List;

/**
 * One step of one recipe.
 *
 * @param index of the step within the recipe
 * @param description the step as a person would write it, on one line
 */
public record StepId(RecipeId recipe, int index, String description) {
    /** What the builder calls an operation of ours that is a part of the step. */
    String name() {
        return recipe + ": " + description;
    }

    /**
     * What the builder may call an operation that is a part of the step. Those of Dockerfiles have
     * the names that the frontend gave them.
     */
    public List<String> names() {
        return List.of(name(), description);
    }
}
