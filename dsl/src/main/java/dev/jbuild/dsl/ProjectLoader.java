package dev.jbuild.dsl;

import dev.jbuild.dsl.compile.CompiledScript;
import dev.jbuild.dsl.diagnose.Suggestion;
import dev.jbuild.dsl.script.DeclaredTargets;
import dev.jbuild.dsl.script.EvaluatedTarget;
import dev.jbuild.dsl.script.Meter;
import dev.jbuild.dsl.script.Reference;
import dev.jbuild.dsl.script.TargetDeclaration;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Folder;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Evaluates recipes, beginning with the goals, until every recipe that one refers to is there.
 * Mistakes are gathered, and a target that has one is left out, so that one load tells of all.
 */
final class ProjectLoader {
    /**
     * More than any project has; a target that asks for itself with ever new arguments has more.
     */
    private static final int MOST_RECIPES = 20_000;

    private static final String MISSING_ARGUMENT = "missing-argument";

    private final LoadRequest request;
    private final Sites sites;
    private final Map<Folder, Optional<DeclaredTargets>> files = new HashMap<>();
    private final Queue<Wanted> wanted = new ArrayDeque<>();
    private final Recipes recipes = new Recipes();

    /** Names of arguments that are written out, also where an evaluation did not get to. */
    private final Set<String> declared = new TreeSet<>();

    private final Set<Diagnostic> mistakes = new LinkedHashSet<>();

    ProjectLoader(LoadRequest request, Repositories repositories, Meter meter)
            throws UserMistake, EnvironmentFailure {
        this.request = request;
        this.sites = new Sites(request, repositories, false, meter);
    }

    Evaluation load() throws UserMistake, EnvironmentFailure {
        List<RecipeId> goals = goals();
        while (!wanted.isEmpty() && recipes.size() < MOST_RECIPES) {
            evaluate(wanted.remove());
        }
        if (recipes.size() >= MOST_RECIPES) {
            mistakes.add(
                    Diagnostic.of(
                            "too-many-recipes",
                            "the goals need more than " + MOST_RECIPES + " recipes",
                            "look for a target that refers to itself with ever new `args:`"));
        }
        // A missing argument may be one that is misspelt. Other mistakes hide what is declared.
        if (mistakes.stream().allMatch(mistake -> mistake.code().equals(MISSING_ARGUMENT))) {
            checkArguments();
        }
        stopAtMistakes();
        mistakes.addAll(ReferenceChecks.of(recipes));
        stopAtMistakes();
        return new Evaluation(recipes.project(goals), sites.readings(), sites.checkouts());
    }

    private void stopAtMistakes() throws UserMistake {
        if (!mistakes.isEmpty()) {
            throw new UserMistake(new ArrayList<>(mistakes));
        }
    }

    private List<RecipeId> goals() throws UserMistake {
        List<Platform> platforms =
                request.platforms().isEmpty()
                        ? List.of(request.nativePlatform())
                        : request.platforms();
        List<RecipeId> goals = new ArrayList<>();
        for (TargetRef target : Goals.parse(request.goals(), request.root())) {
            platforms.forEach(platform -> goals.add(new RecipeId(target, platform)));
        }
        goals.forEach(goal -> wanted.add(new Wanted(goal, Optional.empty())));
        return goals;
    }

    private void evaluate(Wanted next) throws EnvironmentFailure {
        if (recipes.knows(next.recipe())) {
            return;
        }
        Optional<DeclaredTargets> file = file(next);
        if (file.isEmpty()) {
            return;
        }
        String name = next.recipe().target().name();
        TargetDeclaration target = file.get().byName().get(name);
        if (target == null) {
            mistakes.add(
                    Absences.target(
                            next.recipe().target(), file.get().byName().keySet(), next::mistake));
            return;
        }
        try {
            RecipeId id = next.recipe();
            EvaluatedTarget result = target.evaluate(id.platform(), id.arguments());
            checkPassed(next, result);
            if (recipes.add(id, target, result)) {
                for (Reference reference : result.references()) {
                    wanted.add(new Wanted(reference.recipe(), Optional.of(reference)));
                }
            }
        } catch (UserMistake mistake) {
            mistakes.addAll(mistake.diagnostics());
        }
    }

    private Optional<DeclaredTargets> file(Wanted next) throws EnvironmentFailure {
        Folder folder = next.recipe().target().folder();
        Optional<DeclaredTargets> known = files.get(folder);
        if (known != null) {
            return known;
        }
        Optional<DeclaredTargets> loaded = Optional.empty();
        try {
            Optional<CompiledScript> script = sites.script(folder);
            if (script.isPresent()) {
                declared.addAll(script.get().arguments());
                loaded =
                        Optional.of(
                                DeclaredTargets.of(
                                        script.get().instance(), sites.surroundings(folder)));
            } else {
                mistakes.add(Absences.buildFile(request.root(), folder, next::mistake));
            }
        } catch (UserMistake mistake) {
            mistake.diagnostics().forEach(each -> mistakes.add(next.placed(each)));
        }
        files.put(folder, loaded);
        return loaded;
    }

    private void checkPassed(Wanted next, EvaluatedTarget result) {
        for (String name : next.recipe().arguments().keySet()) {
            if (!result.arguments().containsKey(name)) {
                mistakes.add(
                        next.mistake(
                                "unknown-argument",
                                "`%s` has no argument `%s`".formatted(next.recipe().target(), name),
                                Suggestion.hint(
                                        name, result.arguments().keySet(), "", "its arguments")));
            }
        }
    }

    private void checkArguments() {
        files.values().stream()
                .flatMap(Optional::stream)
                .forEach(file -> declared.addAll(file.argumentNames()));
        for (String name : request.arguments().keySet()) {
            if (!declared.contains(name)) {
                mistakes.add(
                        Diagnostic.of(
                                "unknown-argument",
                                "unknown argument `" + name + "`",
                                Suggestion.hint(name, declared, "", "arguments")));
            }
        }
    }

    /**
     * @param by what asks for the recipe; empty for a goal
     */
    private record Wanted(RecipeId recipe, Optional<Reference> by) {
        /** A mistake that has no place is one of the reference. */
        Diagnostic placed(Diagnostic mistake) {
            return mistake.span().isPresent()
                    ? mistake
                    : mistake(mistake.code(), mistake.message(), mistake.hint().orElse(""));
        }

        Diagnostic mistake(String code, String message, String hint) {
            return by.map(reference -> reference.mistake(code, message, hint))
                    .orElseGet(() -> Diagnostic.of(code, message, hint));
        }
    }
}
