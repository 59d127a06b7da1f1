package dev.jbuild.engine.lower;

import dev.jbuild.model.RecipeId;

/**
 * One step of one recipe.
 *
 * @param index of the step within the recipe
 * @param description the step as a person would write it, on one line
 */
public record StepId(RecipeId recipe, int index, String description) {}
