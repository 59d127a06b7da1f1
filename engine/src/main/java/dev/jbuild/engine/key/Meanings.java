package dev.jbuild.engine.key;

import dev.jbuild.model.Recipe;
import dev.jbuild.model.Step;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where steps mean something else than they once did. Keys say so there, and are elsewhere what
 * they were before.
 */
final class Meanings {
    private static final Set<String> ROOT = Set.of("root", "0");

    private static final Pattern PATH = Pattern.compile("\\$(PATH\\b|\\{PATH})");

    private Meanings() {}

    /** Whether the folder may belong to another user than root, by a step before it. */
    static boolean isOwned(Step.Workdir workdir, Recipe recipe) {
        boolean owned = false;
        for (Step step : recipe.steps()) {
            if (step.equals(workdir)) {
                break;
            }
            if (step instanceof Step.User(String user, var _)) {
                owned = !ROOT.contains(user);
            }
        }
        return owned;
    }

    /** Whether it stands on the path that is used where an image names none. */
    static boolean isOnUsualPath(Step.Env env, Recipe recipe) {
        return recipe.steps().stream()
                        .anyMatch(
                                step ->
                                        step instanceof Step.From from
                                                && from.base() instanceof Step.Base.Scratch)
                && env.variables().values().stream().anyMatch(value -> PATH.matcher(value).find());
    }

    /** Whether one of user and group is a number, and the other is a name. */
    static boolean isMixed(Optional<String> owner) {
        String[] parts = owner.orElse("").split(":", 2);
        return parts.length == 2 && !parts[1].isEmpty() && isNumber(parts[0]) != isNumber(parts[1]);
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whether folders that are links are gone into. */
    static boolean followsFolders(Step.Copy copy) {
        return copy.options().ifExists()
                && (copy.source() instanceof Step.CopySource.Artifact
                        || copy.source() instanceof Step.CopySource.Image);
    }
}
