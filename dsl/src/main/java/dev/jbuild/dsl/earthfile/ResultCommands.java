package dev.jbuild.dsl.earthfile;

import dev.jbuild.dsl.earthfile.References.Reference;
import dev.jbuild.dsl.earthfile.Statement.Command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Commands that say what a target yields, and what is built along. */
final class ResultCommands {
    private final Recipe recipe;
    private final Artifacts.Folders folders;

    ResultCommands(Recipe recipe, Artifacts.Folders folders) {
        this.recipe = recipe;
        this.folders = folders;
    }

    /**
     * {@code SAVE ARTIFACT}.
     *
     * @param always whether it is saved also when a step has failed
     */
    void artifact(Command command, boolean always) throws Untranslatable {
        Optional<Artifacts.Artifact> artifact = Artifacts.Artifact.of(command, folders);
        if (artifact.isEmpty()) {
            throw new Untranslatable(
                    "an artifact is a file, a folder, or what matches in one folder: put the rest"
                            + " into a folder of its own");
        }
        List<String> words = Words.of(command.rest());
        int local = words.lastIndexOf("LOCAL");
        SequencedMap<String, String> options = new LinkedHashMap<>();
        if (local > 0 && local + 1 < words.size()) {
            String place = place(artifact.get(), command, words.get(local + 1));
            if (place.isEmpty()) {
                throw new Untranslatable(
                        "a delivery has a place of its own, which nothing else is in: name a folder");
            }
            options.put("as", recipe.expression(place));
        }
        if (always) {
            options.put("always", "true");
        }
        recipe.step(
                "artifact "
                        + recipe.expression(artifact.get().path())
                        + GroovyText.options(options));
    }

    /** A delivery has exactly the place that is named; in an Earthfile, a folder may be meant. */
    private String place(Artifacts.Artifact artifact, Command command, String word) {
        String written = Value.of(word).plain();
        String place = Artifacts.tidy(written);
        boolean folder = written.endsWith("/") || written.equals(".");
        if (place.startsWith("/") || place.startsWith("..")) {
            recipe.page().remark(command.line(), "`as:` leads to a place within the project");
        }
        String source = Artifacts.saved(command).getFirst();
        if (!folder || source.endsWith("*") || artifact.isPattern() || artifact.name().isEmpty()) {
            return place;
        }
        String name = artifact.path().substring(artifact.path().lastIndexOf('/') + 1);
        return place.isEmpty() ? name : place + "/" + name;
    }

    void image(Command command) throws Untranslatable {
        Flags flags = Flags.anywhere(Words.of(command.rest()));
        if (flags.words().isEmpty()) {
            return;
        }
        recipe.step(
                "image "
                        + String.join(", ", recipe.texts(flags.words()))
                        + (flags.has("push") ? ", push: true" : ""));
    }

    void build(Command command) throws Untranslatable {
        Flags flags = Flags.anywhere(Words.of(command.rest()));
        if (flags.words().isEmpty()) {
            throw new Untranslatable("it names no target");
        }
        Reference reference = recipe.references().of(flags.words().getFirst());
        List<String> platforms = new ArrayList<>();
        for (String platform : flags.all("platform")) {
            platforms.add(recipe.text(platform));
        }
        List<String> steps = new ArrayList<>();
        for (SequencedMap<String, String> arguments : References.combinations(flags)) {
            arguments.putAll(reference.arguments());
            SequencedMap<String, String> options = new LinkedHashMap<>();
            if (!platforms.isEmpty()) {
                options.put("platforms", GroovyText.list(platforms));
            }
            if (!arguments.isEmpty()) {
                options.put("args", GroovyText.map(recipe.texts(arguments)));
            }
            steps.add(
                    "build "
                            + recipe.expression(reference.inBuildFile())
                            + GroovyText.options(options));
        }
        steps.forEach(recipe::step);
    }
}
