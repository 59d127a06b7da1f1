package dev.jbuild.bench;

import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.Step.Base;
import dev.jbuild.model.Step.Command;
import dev.jbuild.model.Step.CopyOptions;
import dev.jbuild.model.Step.CopySource;
import dev.jbuild.model.TargetRef;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Projects of a given size. */
final class Samples {
    static final Platform PLATFORM = Platform.parse("linux/amd64");

    private Samples() {}

    /** A folder for the files of a benchmark. */
    static Path newFolder(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void removeFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }

    /**
     * A project of {@code size} targets with ten steps each: layers of ten, of which each target
     * copies from two of the layer before.
     */
    static Project project(int size) {
        SequencedMap<RecipeId, Recipe> recipes = new LinkedHashMap<>();
        List<RecipeId> ids = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            RecipeId id = new RecipeId(new TargetRef("", "target" + i), PLATFORM);
            recipes.put(id, recipe(id, i, ids));
            ids.add(id);
        }
        return new Project(ids.subList(Math.max(0, size - 10), size), recipes);
    }

    private static Recipe recipe(RecipeId id, int i, List<RecipeId> earlier) {
        SourceSpan span = new SourceSpan("jbuild.groovy", i + 1, 1, 10);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.From(new Base.Image(ImageName.parse("debian:bookworm-slim")), span));
        steps.add(new Step.Workdir("/work", span));
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        variables.put("LANG", "C.UTF-8");
        variables.put("NUMBER", Integer.toString(i));
        steps.add(new Step.Env(variables, span));
        steps.add(
                new Step.Copy(
                        new CopySource.Context("", List.of("pom.xml", "src/part" + i)),
                        "./",
                        CopyOptions.DEFAULT,
                        span));
        if (i >= 10) {
            int layer = i - i % 10 - 10;
            for (int used : List.of(layer + i % 10, layer + (i + 1) % 10)) {
                steps.add(
                        new Step.Copy(
                                new CopySource.Artifact(earlier.get(used), "out"),
                                "lib" + used,
                                CopyOptions.DEFAULT,
                                span));
            }
        }
        steps.add(new Step.Run(new Command.Script("mkdir out\nmake -j2 part" + i + "\n"), span));
        steps.add(new Step.Run(new Command.Argv(List.of("strip", "out/part" + i)), span));
        steps.add(new Step.Artifact("out", Optional.of("build/part" + i), span));
        steps.add(new Step.Label(new TreeMap<>(Map.of("part", Integer.toString(i))), span));
        return new Recipe(id, PLATFORM, "Part " + i, steps, span);
    }
}
