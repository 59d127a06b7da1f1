package dev.jbuild.cli.console;

import dev.jbuild.engine.plan.Need;
import dev.jbuild.model.Project;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What recipes need of each other, in a language that programs draw. Arrows lead from a recipe to
 * what it needs; those to what is only built along are dashed.
 */
final class Drawing {
    private final Map<RecipeId, String> boxes = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final Language language;

    /** How to say it; each takes the names of boxes and then the text. */
    private record Language(String box, String arrow, String dashed, List<String> escapes) {}

    private static final Language DOT =
            new Language(
                    "  %s [label=\"%s\"];",
                    "  %s -> %s [label=\"%s\"];",
                    "  %s -> %s [label=\"%s\", style=dashed];",
                    List.of("\\", "\\\\", "\"", "\\\""));

    private static final Language MERMAID =
            new Language(
                    "  %s[\"%s\"]",
                    "  %1$s -->|%3$s| %2$s",
                    "  %1$s -.->|%3$s| %2$s",
                    List.of("#", "#35;", "\"", "#quot;", "<", "#lt;", ">", "#gt;", "`", "#96;"));

    private Drawing(Language language) {
        this.language = language;
    }

    static List<String> dot(Project project) {
        List<String> lines = new ArrayList<>(List.of("digraph jbuild {", "  node [shape=box];"));
        lines.addAll(new Drawing(DOT).draw(project));
        lines.add("}");
        return lines;
    }

    static List<String> mermaid(Project project) {
        List<String> lines = new ArrayList<>(List.of("flowchart LR"));
        lines.addAll(new Drawing(MERMAID).draw(project));
        return lines;
    }

    private List<String> draw(Project project) {
        for (RecipeId id : project.recipes().keySet()) {
            boxes.put(id, "n" + (boxes.size() + 1));
            lines.add(language.box().formatted(boxes.get(id), text(id)));
        }
        project.recipes().values().forEach(this::arrows);
        return lines;
    }

    private void arrows(Recipe recipe) {
        for (Need need : Need.of(recipe)) {
            boolean along = need.kind() == Need.Kind.BUILD;
            lines.add(
                    (along ? language.dashed() : language.arrow())
                            .formatted(
                                    boxes.get(recipe.id()),
                                    Objects.requireNonNull(boxes.get(need.recipe())),
                                    TreeText.word(need.kind())));
        }
    }

    private String text(RecipeId id) {
        String text = TreeText.name(id);
        for (int i = 0; i < language.escapes().size(); i += 2) {
            text = text.replace(language.escapes().get(i), language.escapes().get(i + 1));
        }
        return text;
    }
}
