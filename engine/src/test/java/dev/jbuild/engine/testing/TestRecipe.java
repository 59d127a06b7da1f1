package dev.jbuild.engine.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The steps of a target in the making. */
public final class TestRecipe {
    private final RecipeId id;
    private final SourceSpan span;
    private final List<Step> steps = new ArrayList<>();
    private String doc = "";

    TestRecipe(RecipeId id, SourceSpan span) {
        this.id = id;
        this.span = span;
    }

    Recipe recipe() {
        return new Recipe(id, id.platform(), doc, steps, span);
    }

    /** Where its steps are written. */
    public SourceSpan span() {
        return span;
    }

    @CanIgnoreReturnValue
    public TestRecipe step(Step step) {
        steps.add(step);
        return this;
    }

    @CanIgnoreReturnValue
    public TestRecipe doc(String text) {
        doc = text;
        return this;
    }

    @CanIgnoreReturnValue
    public TestRecipe from(String image) {
        return step(new Step.From(new Step.Base.Image(ImageName.parse(image)), span));
    }

    @CanIgnoreReturnValue
    public TestRecipe fromScratch() {
        return step(new Step.From(new Step.Base.Scratch(), span));
    }

    /** Starts from a target of the same platform. */
    @CanIgnoreReturnValue
    public TestRecipe fromTarget(String name) {
        return step(new Step.From(new Step.Base.Target(TestProject.id(name, id.platform())), span));
    }

    @CanIgnoreReturnValue
    public TestRecipe workdir(String path) {
        return step(new Step.Workdir(path, span));
    }

    @CanIgnoreReturnValue
    public TestRecipe user(String user) {
        return step(new Step.User(user, span));
    }

    @CanIgnoreReturnValue
    public TestRecipe env(String name, String value) {
        return step(new Step.Env(new LinkedHashMap<>(Map.of(name, value)), span));
    }

    @CanIgnoreReturnValue
    public TestRecipe label(String name, String value) {
        return step(new Step.Label(new TreeMap<>(Map.of(name, value)), span));
    }

    @CanIgnoreReturnValue
    public TestRecipe run(String script) {
        return step(new Step.Run(new Step.Command.Script(script), span));
    }

    @CanIgnoreReturnValue
    public TestRecipe runArgv(String... argv) {
        return step(new Step.Run(new Step.Command.Argv(List.of(argv)), span));
    }

    @CanIgnoreReturnValue
    public TestRecipe run(String script, RunOptions options) {
        return step(new Step.Run(new Step.Command.Script(script), options, span));
    }

    @CanIgnoreReturnValue
    public TestRecipe cache(String path, String cacheId) {
        return step(new Step.Cache(path, cacheId, Step.Sharing.SHARED, span));
    }

    @CanIgnoreReturnValue
    public TestRecipe service(ServiceChange service) {
        return step(service.service(span));
    }

    /** Copies from the project's root. */
    @CanIgnoreReturnValue
    public TestRecipe copy(String pattern, String into) {
        return copy(pattern, into, Step.CopyOptions.DEFAULT);
    }

    /** Copies from the project's root. */
    @CanIgnoreReturnValue
    public TestRecipe copy(String pattern, String into, Step.CopyOptions options) {
        return step(
                new Step.Copy(
                        new Step.CopySource.Context("", List.of(pattern)), into, options, span));
    }

    @CanIgnoreReturnValue
    public TestRecipe copy(Step.CopySource source, String into, Step.CopyOptions options) {
        return step(new Step.Copy(source, into, options, span));
    }

    /** Copies an artifact of a target of the same platform. */
    @CanIgnoreReturnValue
    public TestRecipe copyArtifact(String target, String path, String into) {
        return copyArtifact(target, path, into, Step.CopyOptions.DEFAULT);
    }

    /** Copies an artifact of a target of the same platform. */
    @CanIgnoreReturnValue
    public TestRecipe copyArtifact(
            String target, String path, String into, Step.CopyOptions options) {
        return step(
                new Step.Copy(
                        new Step.CopySource.Artifact(TestProject.id(target, id.platform()), path),
                        into,
                        options,
                        span));
    }

    @CanIgnoreReturnValue
    public TestRecipe cdn(String path, CdnRelease release) {
        return step(new Step.Cdn(path, release, span));
    }

    @CanIgnoreReturnValue
    public TestRecipe artifact(String path) {
        return step(new Step.Artifact(path, Optional.empty(), span));
    }

    @CanIgnoreReturnValue
    public TestRecipe artifact(String path, String saveAs) {
        return step(new Step.Artifact(path, Optional.of(saveAs), span));
    }

    /** An artifact that is also delivered when a step fails. */
    @CanIgnoreReturnValue
    public TestRecipe always(String path, String saveAs) {
        return step(new Step.Artifact(path, Optional.of(saveAs), true, span));
    }

    @CanIgnoreReturnValue
    public TestRecipe image(String name, boolean push) {
        return step(new Step.Image(List.of(ImageName.parse(name)), push, span));
    }

    /** Sets annotations; none is no step. */
    @CanIgnoreReturnValue
    public TestRecipe annotations(Map<String, String> annotations) {
        return annotations.isEmpty()
                ? this
                : step(new Step.Annotation(new TreeMap<>(annotations), span));
    }

    @CanIgnoreReturnValue
    public TestRecipe build(RecipeId... recipes) {
        return step(new Step.Build(List.of(recipes), span));
    }

    @CanIgnoreReturnValue
    public TestRecipe needs(String... targets) {
        return step(new Step.Needs(Arrays.stream(targets).map(TestProject::id).toList(), span));
    }
}
