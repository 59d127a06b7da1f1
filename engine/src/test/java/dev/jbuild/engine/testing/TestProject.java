package dev.jbuild.engine.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.TargetRef;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * A project in the making. Each target stands on a line of its own of the build file that it
 * pretends to come from.
 */
public final class TestProject {
    public static final Platform AMD64 = Platform.parse("linux/amd64");
    public static final Platform ARM64 = Platform.parse("linux/arm64");
    public static final String BASE = "debian:bookworm-slim";

    private final SequencedMap<RecipeId, dev.jbuild.model.Recipe> recipes = new LinkedHashMap<>();

    /** Adds a target for linux/amd64. */
    @CanIgnoreReturnValue
    public TestProject target(String name, Consumer<TestRecipe> steps) {
        return target(name, AMD64, steps);
    }

    /** Adds a target for a platform. */
    @CanIgnoreReturnValue
    public TestProject target(String name, Platform platform, Consumer<TestRecipe> steps) {
        return target(id(name, platform), steps);
    }

    /** Adds a target, which may be one of a repository elsewhere. */
    @CanIgnoreReturnValue
    public TestProject target(RecipeId id, Consumer<TestRecipe> steps) {
        SourceSpan span = new SourceSpan("jbuild.groovy", recipes.size() + 1, 1, 2);
        TestRecipe recipe = new TestRecipe(id, span);
        steps.accept(recipe);
        recipes.put(id, recipe.recipe());
        return this;
    }

    /**
     * A target that copies {@code src}, runs a command, and delivers what that writes to {@code
     * /out}.
     */
    public static Project copyingAndRunning(String command) {
        return new TestProject()
                .target(
                        "t",
                        t ->
                                t.from(BASE)
                                        .copy("src", "/src/")
                                        .run(command)
                                        .artifact("/out", "build/out"))
                .goals("t");
    }

    /** One target on each of these platforms, which is what is asked for. */
    public static Project onPlatforms(
            String name, Consumer<TestRecipe> steps, Platform... platforms) {
        TestProject project = new TestProject();
        List<RecipeId> goals =
                Arrays.stream(platforms).map(platform -> id(name, platform)).toList();
        goals.forEach(goal -> project.target(goal, steps));
        return project.goals(goals.toArray(RecipeId[]::new));
    }

    /** The project, asked for these targets on linux/amd64. */
    public Project goals(String... names) {
        return goals(Arrays.stream(names).map(TestProject::id).toArray(RecipeId[]::new));
    }

    /** The project, asked for these recipes. */
    public Project goals(RecipeId... goals) {
        return new Project(List.of(goals), recipes);
    }

    public static RecipeId id(String name) {
        return id(name, AMD64);
    }

    public static RecipeId id(String name, Platform platform) {
        return new RecipeId(new TargetRef("", name), platform);
    }
}
