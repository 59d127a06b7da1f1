package dev.jbuild.cli.console;

import dev.jbuild.engine.plan.Need;
import dev.jbuild.model.Project;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What recipes need of each other, as a tree that grows from what was asked for. What a recipe
 * needs is shown where it comes first.
 */
final class TreeText {
    private final Project project;
    private final Set<RecipeId> shown = new HashSet<>();
    private final List<String> lines = new ArrayList<>();

    /**
     * What is still to be shown, the next one first: chains may be longer than a thread's stack.
     */
    private final Deque<Branch> open = new ArrayDeque<>();

    /**
     * @param lead what stands before the name
     * @param indent what stands before the leads of what it needs
     */
    private record Branch(String lead, String indent, RecipeId recipe) {}

    private TreeText(Project project) {
        this.project = project;
    }

    static List<String> of(Project project) {
        TreeText tree = new TreeText(project);
        project.goals().forEach(goal -> tree.open.add(new Branch("", "", goal)));
        while (!tree.open.isEmpty()) {
            tree.show(tree.open.remove());
        }
        return tree.lines;
    }

    private void show(Branch branch) {
        List<Need> needs = Need.of(recipe(branch.recipe()));
        boolean again = !shown.add(branch.recipe()) && !needs.isEmpty();
        lines.add(branch.lead() + name(branch.recipe()) + (again ? " (see above)" : ""));
        if (again) {
            return;
        }
        for (Need need : needs.reversed()) {
            boolean last = need.equals(needs.getLast());
            open.addFirst(
                    new Branch(
                            branch.indent() + (last ? "└─ " : "├─ ") + word(need.kind()) + " ",
                            branch.indent() + (last ? "   " : "│  "),
                            need.recipe()));
        }
    }

    private Recipe recipe(RecipeId id) {
        return Objects.requireNonNull(project.recipes().get(id));
    }

    static String word(Need.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** On one line, whatever is in its arguments. */
    static String name(RecipeId id) {
        return PrintableText.firstLine(id.toString());
    }
}
