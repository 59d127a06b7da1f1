package dev.jbuild.dsl;

import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** A project in a temporary folder, and questions to it. */
final class ProjectFolder {
    static final Platform AMD64 = Platform.parse("linux/amd64");
    static final Platform ARM64 = Platform.parse("linux/arm64");

    private final Path root;
    private final SortedMap<String, String> arguments = new TreeMap<>();
    private final SortedMap<String, String> environment = new TreeMap<>();
    private final List<Platform> platforms = new ArrayList<>();

    ProjectFolder(Path root) {
        this.root = root;
    }

    /** Writes the build file of the root, with the language version before it. */
    ProjectFolder says(String text) {
        return file("jbuild.groovy", "jbuild '1'\n" + text);
    }

    ProjectFolder file(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProjectFolder argument(String name, String value) {
        arguments.put(name, value);
        return this;
    }

    ProjectFolder variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    ProjectFolder platforms(Platform... asked) {
        platforms.addAll(Arrays.asList(asked));
        return this;
    }

    LoadRequest request(String... goals) {
        return new LoadRequest(
                root, List.of(goals), platforms, AMD64, arguments, Map.copyOf(environment));
    }

    Project load(String... goals) throws UserMistake, EnvironmentFailure {
        return Buildfiles.load(request(goals));
    }

    /** The steps of a target of the root for the native platform. */
    List<Step> steps(String target) throws UserMistake, EnvironmentFailure {
        return recipe(load("+" + target), target, AMD64).steps();
    }

    /** The scripts that a target of the root runs on the native platform. */
    List<String> scripts(String target) throws UserMistake, EnvironmentFailure {
        return scripts(recipe(load("+" + target), target, AMD64));
    }

    static List<String> scripts(Recipe recipe) {
        return recipe.steps().stream()
                .filter(Step.Run.class::isInstance)
                .map(step -> ((Step.Run) step).command())
                .filter(Step.Command.Script.class::isInstance)
                .map(command -> ((Step.Command.Script) command).text())
                .toList();
    }

    static Recipe recipe(Project project, String target, Platform platform) {
        return Objects.requireNonNull(
                project.recipes().get(new RecipeId(new TargetRef("", target), platform)));
    }

    /** The mistakes that loading the goals finds. */
    List<Diagnostic> mistakes(String... goals) {
        try {
            Project project = load(goals);
            throw new AssertionError("no mistake found; the project is " + project);
        } catch (UserMistake mistake) {
            return mistake.diagnostics();
        } catch (EnvironmentFailure failure) {
            throw new AssertionError(failure);
        }
    }
}
