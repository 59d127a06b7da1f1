package dev.jbuild.dsl.script;

import dev.jbuild.model.Step;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The words that say where the files of a target come from. */
public final class SourceWords {
    private final Call call;

    SourceWords(Call call) {
        this.call = call;
    }

    /** Starts from an image, another target, or {@code scratch}. */
    public void from(@Nullable String base) {
        from(Map.of(), base);
    }

    /** Starts from another target with arguments. */
    public void from(@Nullable Map<String, ?> options, @Nullable String base) {
        Options given = Options.of(call, options, WordOptions.FROM);
        SortedMap<String, String> passed = given.named("args");
        String name = call.text("the base", base);
        Step.Base from = Bases.of(call, name, call.target().platform(), passed);
        call.target().from(call, new Step.From(from, call.span()));
    }

    /** Starts from what the Dockerfile in a folder makes. */
    public void fromDockerfile(@Nullable String folder) {
        fromDockerfile(Map.of(), folder);
    }

    /** Starts from what the Dockerfile in a folder makes. */
    public void fromDockerfile(@Nullable Map<String, ?> options, @Nullable String folder) {
        Options given = Options.of(call, options, WordOptions.FROM_DOCKERFILE);
        Step.Base base = Bases.dockerfile(call, call.text("the folder", folder), given);
        call.target().from(call, new Step.From(base, call.span()));
    }

    /** Copies files of the project or artifacts of targets. */
    public void copy(@Nullable Map<String, ?> options, @Nullable String... sources) {
        copy(options, Texts.listed(sources));
    }

    /** Copies files of the project or artifacts of targets. */
    public void copy(@Nullable Map<String, ?> options, @Nullable List<@Nullable String> sources) {
        Options given = Options.of(call, options, WordOptions.COPY);
        for (Step.Copy step : Copies.of(call, call.texts("the source", sources), given)) {
            call.step("copy", step);
        }
    }

    /** Downloads a file that has a known digest. */
    public void fetch(@Nullable Map<String, ?> options, @Nullable String url) {
        Options given = Options.of(call, options, WordOptions.FETCH);
        call.step("fetch", Sources.download(call, call.text("the URL", url), given));
    }

    /** Puts the files of a git repository into a folder. */
    public void gitClone(@Nullable Map<String, ?> options, @Nullable String url) {
        Options given = Options.of(call, options, WordOptions.GIT_CLONE);
        call.step("gitClone", Sources.repository(call, call.text("the URL", url), given));
    }
}
