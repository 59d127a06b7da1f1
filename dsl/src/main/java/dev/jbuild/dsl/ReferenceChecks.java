package dev.jbuild.dsl;

import dev.jbuild.dsl.script.EvaluatedTarget;
import dev.jbuild.dsl.script.Reference;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.Diagnostic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Mistakes that show only when all recipes are there: cycles, and artifacts that do not exist. */
final class ReferenceChecks {
    private final Recipes recipes;
    private final List<Diagnostic> mistakes = new ArrayList<>();
    private final Set<Set<RecipeId>> cycles = new HashSet<>();
    private final Set<RecipeId> finished = new HashSet<>();

    private ReferenceChecks(Recipes recipes) {
        this.recipes = recipes;
    }

    static List<Diagnostic> of(Recipes recipes) {
        ReferenceChecks checks = new ReferenceChecks(recipes);
        recipes.all().keySet().forEach(checks::checkCycles);
        recipes.all().forEach((id, entry) -> checks.checkArtifacts(id, entry.result()));
        return checks.mistakes;
    }

    private void checkArtifacts(RecipeId id, EvaluatedTarget target) {
        for (Reference reference : target.references()) {
            if (isInCycle(id, recipes.canonical(reference.recipe()))) {
                continue;
            }
            reference.artifact().ifPresent(path -> checkArtifact(reference, path));
        }
    }

    /** A reference that has to go: whatever else is wrong with it does not matter. */
    private boolean isInCycle(RecipeId from, RecipeId to) {
        return cycles.stream().anyMatch(cycle -> cycle.contains(from) && cycle.contains(to));
    }

    private void checkArtifact(Reference reference, String path) {
        RecipeId source = recipes.canonical(reference.recipe());
        List<String> declared =
                recipes.result(source).steps().stream()
                        .filter(Step.Artifact.class::isInstance)
                        .map(step -> ((Step.Artifact) step).path())
                        .toList();
        if (declared.stream().noneMatch(artifact -> covers(plain(artifact), plain(path)))) {
            String target = source.target().toString();
            mistakes.add(
                    reference.mistake(
                            "unknown-artifact",
                            "`%s` has no artifact `%s`".formatted(target, path),
                            declared.isEmpty()
                                    ? "declare one in `%s` with `artifact '%s'`"
                                            .formatted(target, path)
                                    : "its artifacts: "
                                            + declared.stream()
                                                    .map(name -> target + "/" + plain(name))
                                                    .collect(Collectors.joining(", "))));
        }
    }

    private static boolean covers(String artifact, String path) {
        return artifact.isEmpty() || path.equals(artifact) || path.startsWith(artifact + "/");
    }

    private static String plain(String path) {
        String plain = path;
        while (plain.startsWith("/") || plain.startsWith("./")) {
            plain = plain.substring(plain.indexOf('/') + 1);
        }
        while (plain.endsWith("/")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        return plain.equals(".") ? "" : plain;
    }

    /**
     * Depth first with an explicit stack: chains of targets may be longer than a thread's stack.
     */
    private void checkCycles(RecipeId start) {
        if (finished.contains(start)) {
            return;
        }
        List<Visit> path = new ArrayList<>(List.of(new Visit(start, references(start))));
        Set<RecipeId> onPath = new HashSet<>(Set.of(start));
        while (!path.isEmpty()) {
            Visit visit = path.getLast();
            if (visit.open().isEmpty()) {
                path.removeLast();
                onPath.remove(visit.recipe());
                finished.add(visit.recipe());
                continue;
            }
            Reference reference = visit.open().removeFirst();
            RecipeId next = recipes.canonical(reference.recipe());
            if (onPath.contains(next)) {
                List<RecipeId> cycle =
                        path.stream()
                                .map(Visit::recipe)
                                .dropWhile(recipe -> !recipe.equals(next))
                                .toList();
                if (cycles.add(Set.copyOf(cycle))) {
                    mistakes.add(mistake(cycle, reference));
                }
            } else if (!finished.contains(next)) {
                path.add(new Visit(next, references(next)));
                onPath.add(next);
            }
        }
    }

    private List<Reference> references(RecipeId recipe) {
        return new ArrayList<>(recipes.result(recipe).references());
    }

    private static Diagnostic mistake(List<RecipeId> cycle, Reference closing) {
        String members =
                Stream.concat(cycle.stream(), Stream.of(cycle.getFirst()))
                        .map(recipe -> recipe.target().toString())
                        .collect(Collectors.joining(" -> "));
        return closing.mistake(
                "cycle",
                "targets need each other: " + members,
                "take one of these references away");
    }

    /**
     * @param open the references that are still to be followed
     */
    private record Visit(RecipeId recipe, List<Reference> open) {}
}
