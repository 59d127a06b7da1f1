package dev.jbuild.engine.key;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.Step;

import java.util.List;

/**
 * The key of a recipe.
 *
 * <p>In it: the two platforms, and each step that can change the file system or the image's
 * configuration, with the digests of what it reads. Not in it: the names of targets, documentation,
 * source spans, where results are delivered to, and what is ambient to every run. Raise {@link
 * #VERSION} whenever steps come to mean something else.
 */
public final class NodeKeys {
    /** Version of what steps mean, beside the version of the encoding. */
    private static final int VERSION = 5;

    private NodeKeys() {}

    public static ActionKey key(Recipe recipe, KeyFacts facts) {
        KeyEncoder encoder =
                new KeyEncoder()
                        .text("node")
                        .integer(VERSION)
                        .text(recipe.id().platform().toString())
                        .text(recipe.runsOn().toString());
        encoder.list(steps(recipe), (e, step) -> encode(e, step, recipe, facts));
        return encoder.finish();
    }

    /** What a step adds to the key of its recipe, as a key by itself. */
    public static ActionKey key(Step step, Recipe recipe, KeyFacts facts) {
        KeyEncoder encoder = new KeyEncoder().text("step");
        encode(encoder, step, recipe, facts);
        return encoder.finish();
    }

    /** The steps that are in the key. */
    public static List<Step> steps(Recipe recipe) {
        return recipe.steps().stream().filter(NodeKeys::changesResult).toList();
    }

    private static boolean changesResult(Step step) {
        return !(step instanceof Step.Image
                || step instanceof Step.Cdn
                || step instanceof Step.DeployFile
                || step instanceof Step.Build
                || step instanceof Step.Needs
                || isOnPush(step));
    }

    private static boolean isOnPush(Step step) {
        return step instanceof Step.Run run && run.options().when() == RunOptions.When.ON_PUSH;
    }

    private static void encode(KeyEncoder e, Step step, Recipe recipe, KeyFacts facts) {
        switch (step) {
            case Step.From from -> encode(e.text("from"), from.base(), recipe.runsOn(), facts);
            case Step.Workdir workdir -> e.text("workdir").text(workdir.path());
            case Step.User user -> e.text("user").text(user.user());
            case Step.Env env ->
                    e.text("env")
                            .list(
                                    env.variables().sequencedEntrySet().stream().toList(),
                                    (v, entry) -> v.text(entry.getKey()).text(entry.getValue()));
            case Step.Copy copy -> encode(e.text("copy"), copy, recipe, facts);
            case Step.Run run -> encode(e.text("run"), run, recipe, facts);
            case Step.Cache cache ->
                    e.text("cache")
                            .text(cache.path())
                            .text(cache.id())
                            .text(cache.sharing().name())
                            .optional(cache.owner(), KeyEncoder::text)
                            .optional(cache.mode(), KeyEncoder::text);
            case Step.Service service -> {
                encode(e.text("service"), service.base(), service.platform(), facts);
                ServiceKeys.encode(e, service);
            }
            // A declaration decides what the references of other targets mean.
            case Step.Artifact artifact -> e.text("artifact").text(artifact.path());
            case Step.Expose expose -> e.text("expose").texts(expose.ports());
            case Step.Entrypoint entrypoint -> e.text("entrypoint").texts(entrypoint.argv());
            case Step.Cmd cmd -> e.text("cmd").texts(cmd.argv());
            case Step.Label label -> e.text("label").texts(label.labels());
            case Step.Annotation annotation -> e.text("annotation").texts(annotation.annotations());
            case Step.Volume volume -> e.text("volume").texts(volume.paths());
            case Step.StopSignal stop -> e.text("stopSignal").text(stop.signal());
            case Step.Shell shell -> e.text("shell").texts(shell.argv());
            case Step.Healthcheck health -> encode(e.text("healthcheck"), health);
            case Step.Image _, Step.Cdn _, Step.DeployFile _, Step.Build _, Step.Needs _ -> {}
        }
    }

    private static void encode(KeyEncoder e, Step.Healthcheck health) {
        e.optional(health.check(), RunKeys::encode)
                .optional(health.interval(), (v, time) -> v.integer(time.toSeconds()))
                .optional(health.timeout(), (v, time) -> v.integer(time.toSeconds()))
                .optional(health.startPeriod(), (v, time) -> v.integer(time.toSeconds()))
                .integer(health.retries());
    }

    private static void encode(KeyEncoder e, Step.Base base, Platform platform, KeyFacts facts) {
        switch (base) {
            case Step.Base.Scratch() -> e.text("scratch");
            case Step.Base.Image(var name) -> e.text("image").digest(facts.image(name, platform));
            case Step.Base.Dockerfile file -> encode(e.text("dockerfile"), file, platform, facts);
            case Step.Base.Target(var id) -> e.text("target").key(facts.recipe(id));
        }
    }

    private static void encode(
            KeyEncoder e, Step.Base.Dockerfile file, Platform platform, KeyFacts facts) {
        DockerfileText text = facts.dockerfile(file, platform);
        e.text(text.text())
                .digest(facts.files(file.context()))
                .optional(file.stage(), KeyEncoder::text)
                .texts(file.arguments())
                .list(
                        List.copyOf(text.images()),
                        (i, name) -> i.digest(facts.image(name, platform)))
                .text(text.isFixed() ? "" : facts.build());
        // Only where there is one: without it, keys are what they were before it counted.
        text.frontend()
                .ifPresent(name -> e.text("frontend").digest(facts.image(name, file.readOn())));
    }

    private static void encode(KeyEncoder e, Step.Run run, Recipe recipe, KeyFacts facts) {
        RunKeys.encode(e, run, facts);
        // Only where there are any: without them, keys are what they were before there were any.
        if (!run.mounts().isEmpty()) {
            e.text("mounts").list(run.mounts(), (m, mount) -> encode(m, mount, recipe, facts));
        }
    }

    private static void encode(KeyEncoder e, Step.Copy copy, Recipe recipe, KeyFacts facts) {
        switch (copy.source()) {
            // Patterns say which files go where; the digest says what is in them.
            case Step.CopySource.Context context ->
                    e.text("files").texts(context.patterns()).digest(facts.files(copy));
            case Step.CopySource.Artifact artifact ->
                    e.text("artifact").key(facts.recipe(artifact.recipe())).text(artifact.path());
            case Step.CopySource.Image(var name, var paths) ->
                    e.text("image").digest(facts.image(name, recipe.id().platform())).texts(paths);
            // Where the bytes come from does not matter, but how they are named.
            case Step.CopySource.Download file -> {
                e.text("download").text(file.name());
                file.sha256()
                        .or(() -> facts.download(file.url()))
                        .ifPresentOrElse(e::digest, () -> e.text("unknown"));
                e.flag(file.unpack());
            }
            case Step.CopySource.Repository(var at) ->
                    e.text("repository").text(at.url()).text(facts.commit(at));
        }
        Step.CopyOptions options = copy.options();
        e.text(copy.into())
                .optional(options.owner(), KeyEncoder::text)
                .optional(options.mode(), KeyEncoder::text)
                .texts(options.exclude())
                .flag(options.ifExists());
        mark(e, "times", options.keepTimes());
        mark(e, "follow", options.followLinks());
        mark(e, "unpack", options.unpack());
        mark(e, "link", options.link());
    }

    private static void mark(KeyEncoder e, String mark, boolean isSo) {
        if (isSo) {
            e.text(mark);
        }
    }
}
