package dev.jbuild.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * An evaluated project: the recipes that were asked for and every recipe that they refer to.
 *
 * @param goals what was asked for, in that order
 * @param recipes all recipes by id, in the order in which they were reached
 */
public record Project(List<RecipeId> goals, SequencedMap<RecipeId, Recipe> recipes) {
    public Project {
        goals = List.copyOf(goals);
        recipes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(recipes));
        for (RecipeId goal : goals) {
            if (!recipes.containsKey(goal)) {
                throw new IllegalArgumentException("goal without a recipe: " + goal);
            }
        }
    }
}
