package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import groovy.transform.NamedParam;
import groovy.transform.NamedParams;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The words of a target. Adding one is adding its method here: the compiler learns the names and
 * options from the signatures.
 *
 * <p>A word with options that takes any number of texts declares the form without options with a
 * first text of its own: Groovy's type checker takes {@code (String...)} for a call whose first
 * argument is the map of options.
 */
public final class TargetWords {
    private final Call call;

    TargetWords(Call call) {
        this.call = call;
    }

    /** Says what the target is for. */
    public void doc(@Nullable String text) {
        target().doc(call.text("the text", text));
    }

    /** Starts from an image, another target, or {@code scratch}. */
    public void from(@Nullable String base) {
        from(Map.of(), base);
    }

    /** Starts from another target with arguments. */
    public void from(
            @NamedParams(@NamedParam(value = "args", type = Map.class))
                    @Nullable Map<String, ?> options,
            @Nullable String base) {
        Options given = Options.of(call, options, "args");
        SortedMap<String, String> passed = given.named("args");
        String name = call.text("the base", base);
        target().from(call, new Step.From(Bases.of(call, name, passed), call.span()));
    }

    /** Starts from what the Dockerfile in a folder makes. */
    public void fromDockerfile(@Nullable String folder) {
        fromDockerfile(Map.of(), folder);
    }

    /** Starts from what the Dockerfile in a folder makes. */
    public void fromDockerfile(
            @NamedParams({
                        @NamedParam(value = "dockerfile", type = String.class),
                        @NamedParam(value = "stage", type = String.class),
                        @NamedParam(value = "args", type = Map.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable String folder) {
        Options given = Options.of(call, options, "dockerfile", "stage", "args");
        Step.Base base = Bases.dockerfile(call, call.text("the folder", folder), given);
        target().from(call, new Step.From(base, call.span()));
    }

    /** Sets the folder of the steps that follow. */
    public void workdir(@Nullable String path) {
        add("workdir", new Step.Workdir(call.text("the path", path), call.span()));
    }

    /** Sets the user of the steps that follow and of the image. */
    public void user(@Nullable String name) {
        add("user", new Step.User(call.text("the user", name), call.span()));
    }

    /** Sets environment variables. */
    public void env(@Nullable Map<?, ?> variables) {
        add("env", new Step.Env(call.named("the value of", variables), call.span()));
    }

    /** Reads an environment variable; null when it is not set. */
    public @Nullable String env(@Nullable String name) {
        return new TopWords(call).env(name);
    }

    /** Sets labels of the image. */
    public void label(@Nullable Map<?, ?> labels) {
        add(
                "label",
                new Step.Label(new TreeMap<>(call.named("the value of", labels)), call.span()));
    }

    /** Declares ports: {@code 8080}, {@code '53/udp'}. */
    public void expose(@Nullable Object... ports) {
        add("expose", new Step.Expose(Ports.of(call, flat(ports)), call.span()));
    }

    /** Sets the program of the image. */
    public void entrypoint(@Nullable String... argv) {
        add("entrypoint", new Step.Entrypoint(call.argv(listOf(argv)), call.span()));
    }

    /** Sets the program of the image. */
    public void entrypoint(@Nullable List<@Nullable String> argv) {
        add("entrypoint", new Step.Entrypoint(call.argv(argv), call.span()));
    }

    /** Sets the default arguments of the image's program. */
    public void cmd(@Nullable String... argv) {
        add("cmd", new Step.Cmd(call.argv(listOf(argv)), call.span()));
    }

    /** Sets the default arguments of the image's program. */
    public void cmd(@Nullable List<@Nullable String> argv) {
        add("cmd", new Step.Cmd(call.argv(argv), call.span()));
    }

    /** Sets annotations of the image. */
    public void annotation(@Nullable Map<?, ?> annotations) {
        add(
                "annotation",
                new Step.Annotation(
                        new TreeMap<>(call.named("the value of", annotations)), call.span()));
    }

    /** Declares folders whose content belongs to a container. */
    public void volume(@Nullable String... paths) {
        add("volume", new Step.Volume(call.texts("the path", listOf(paths)), call.span()));
    }

    /** Sets the signal that stops a container. */
    public void stopSignal(@Nullable String signal) {
        add("stopSignal", new Step.StopSignal(Signals.name(call, signal), call.span()));
    }

    /** Sets the program that scripts are given to. */
    public void shell(@Nullable String... argv) {
        add("shell", new Step.Shell(call.argv(listOf(argv)), call.span()));
    }

    /** Sets the program that scripts are given to. */
    public void shell(@Nullable List<@Nullable String> argv) {
        add("shell", new Step.Shell(call.argv(argv), call.span()));
    }

    /** Says how to find out whether a container is well; {@code 'none'} for not at all. */
    public void healthcheck(@Nullable String script) {
        healthcheck(Map.of(), script);
    }

    /** Says how to find out whether a container is well. */
    public void healthcheck(
            @NamedParams({
                        @NamedParam(value = "interval", type = String.class),
                        @NamedParam(value = "timeout", type = String.class),
                        @NamedParam(value = "startPeriod", type = String.class),
                        @NamedParam(value = "retries", type = Integer.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable String script) {
        String text = call.text("the command", script);
        Optional<Step.Command> check =
                text.equals("none") ? Optional.empty() : Optional.of(new Step.Command.Script(text));
        add("healthcheck", Healthchecks.of(call, check, options));
    }

    /** Says how to find out whether a container is well. */
    public void healthcheck(@Nullable List<@Nullable String> argv) {
        healthcheck(Map.of(), argv);
    }

    /** Says how to find out whether a container is well. */
    public void healthcheck(
            @NamedParams({
                        @NamedParam(value = "interval", type = String.class),
                        @NamedParam(value = "timeout", type = String.class),
                        @NamedParam(value = "startPeriod", type = String.class),
                        @NamedParam(value = "retries", type = Integer.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable List<@Nullable String> argv) {
        Step.Command check = new Step.Command.Argv(call.argv(argv));
        add("healthcheck", Healthchecks.of(call, Optional.of(check), options));
    }

    /** Copies files of the project or artifacts of targets. */
    public void copy(
            @NamedParams({
                        @NamedParam(value = "into", type = String.class, required = true),
                        @NamedParam(value = "from", type = String.class),
                        @NamedParam(value = "chown", type = String.class),
                        @NamedParam(value = "chmod", type = String.class),
                        @NamedParam(value = "exclude", type = Object.class),
                        @NamedParam(value = "ifExists", type = Boolean.class),
                        @NamedParam(value = "args", type = Map.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable String... sources) {
        copy(options, listOf(sources));
    }

    /** Copies files of the project or artifacts of targets. */
    public void copy(
            @NamedParams({
                        @NamedParam(value = "into", type = String.class, required = true),
                        @NamedParam(value = "from", type = String.class),
                        @NamedParam(value = "chown", type = String.class),
                        @NamedParam(value = "chmod", type = String.class),
                        @NamedParam(value = "exclude", type = Object.class),
                        @NamedParam(value = "ifExists", type = Boolean.class),
                        @NamedParam(value = "args", type = Map.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable List<@Nullable String> sources) {
        Options given =
                Options.of(
                        call,
                        options,
                        "into",
                        "from",
                        "chown",
                        "chmod",
                        "exclude",
                        "ifExists",
                        "args");
        for (Step.Copy step : Copies.of(call, call.texts("the source", sources), given)) {
            add("copy", step);
        }
    }

    /** Downloads a file that has a known digest. */
    public void fetch(
            @NamedParams({
                        @NamedParam(value = "sha256", type = String.class, required = true),
                        @NamedParam(value = "into", type = String.class, required = true),
                        @NamedParam(value = "unpack", type = Boolean.class),
                        @NamedParam(value = "chown", type = String.class),
                        @NamedParam(value = "chmod", type = String.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable String url) {
        Options given = Options.of(call, options, "sha256", "into", "unpack", "chown", "chmod");
        add("fetch", Sources.download(call, call.text("the URL", url), given));
    }

    /** Puts the files of a git repository into a folder. */
    public void gitClone(
            @NamedParams({
                        @NamedParam(value = "ref", type = String.class, required = true),
                        @NamedParam(value = "into", type = String.class, required = true),
                        @NamedParam(value = "exclude", type = Object.class),
                        @NamedParam(value = "chown", type = String.class),
                        @NamedParam(value = "chmod", type = String.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable String url) {
        Options given = Options.of(call, options, "ref", "into", "exclude", "chown", "chmod");
        add("gitClone", Sources.repository(call, call.text("the URL", url), given));
    }

    /** Runs a script with the shell. */
    public void run(@Nullable String script) {
        run(Map.of(), script);
    }

    /** Runs a script with the shell. */
    public void run(
            @NamedParams({
                        @NamedParam(value = "env", type = Map.class),
                        @NamedParam(value = "secrets", type = Object.class),
                        @NamedParam(value = "user", type = String.class),
                        @NamedParam(value = "workdir", type = String.class),
                        @NamedParam(value = "tmpfs", type = Object.class),
                        @NamedParam(value = "network", type = String.class),
                        @NamedParam(value = "ssh", type = Boolean.class),
                        @NamedParam(value = "privileged", type = Boolean.class),
                        @NamedParam(value = "timeout", type = String.class),
                        @NamedParam(value = "retries", type = Integer.class),
                        @NamedParam(value = "noCache", type = Boolean.class),
                        @NamedParam(value = "pushOnly", type = Boolean.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable String script) {
        String text = ScriptText.withoutIndentation(call.text("the command", script));
        run(new Step.Command.Script(text), options);
    }

    /** Runs a program without a shell. */
    public void run(@Nullable List<@Nullable String> argv) {
        run(Map.of(), argv);
    }

    /** Runs a program without a shell. */
    public void run(
            @NamedParams({
                        @NamedParam(value = "env", type = Map.class),
                        @NamedParam(value = "secrets", type = Object.class),
                        @NamedParam(value = "user", type = String.class),
                        @NamedParam(value = "workdir", type = String.class),
                        @NamedParam(value = "tmpfs", type = Object.class),
                        @NamedParam(value = "network", type = String.class),
                        @NamedParam(value = "ssh", type = Boolean.class),
                        @NamedParam(value = "privileged", type = Boolean.class),
                        @NamedParam(value = "timeout", type = String.class),
                        @NamedParam(value = "retries", type = Integer.class),
                        @NamedParam(value = "noCache", type = Boolean.class),
                        @NamedParam(value = "pushOnly", type = Boolean.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable List<@Nullable String> argv) {
        run(new Step.Command.Argv(call.argv(argv)), options);
    }

    private void run(Step.Command command, @Nullable Map<String, ?> options) {
        add("run", new Step.Run(command, Runs.options(call, options), call.span()));
    }

    /** Gives every run that follows a folder that outlives builds. */
    public void cache(@Nullable String path) {
        cache(Map.of(), path);
    }

    /** Gives every run that follows a folder that outlives builds. */
    public void cache(
            @NamedParams({
                        @NamedParam(value = "id", type = String.class),
                        @NamedParam(value = "sharing", type = String.class),
                        @NamedParam(value = "chown", type = String.class),
                        @NamedParam(value = "chmod", type = String.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable String path) {
        Options given = Options.of(call, options, "id", "sharing", "chown", "chmod");
        String folder = call.text("the path", path);
        Step.Sharing sharing =
                given.text("sharing")
                        .map(name -> SharingNames.parse(call, name))
                        .orElse(Step.Sharing.SHARED);
        add(
                "cache",
                new Step.Cache(
                        folder,
                        given.text("id").orElse(folder),
                        sharing,
                        given.text("chown"),
                        Copies.mode(call, given),
                        call.span()));
    }

    /** Names a file or folder of the target as a result. */
    public void artifact(@Nullable String path) {
        artifact(Map.of(), path);
    }

    /** Names a file or folder of the target as a result, and where a delivery puts it. */
    public void artifact(
            @NamedParams(@NamedParam(value = "as", type = String.class))
                    @Nullable Map<String, ?> options,
            @Nullable String path) {
        Options given = Options.of(call, options, "as");
        Optional<String> saveAs = given.text("as").map(to -> ProjectPath.check(call, to));
        add("artifact", new Step.Artifact(call.text("the path", path), saveAs, call.span()));
    }

    /** Delivers the target as an image under each name. */
    public void image(@Nullable String name, @Nullable String... more) {
        image(Map.of(), listOf(name, more));
    }

    /** Delivers the target as an image under each name. */
    public void image(@Nullable List<@Nullable String> names) {
        image(Map.of(), names);
    }

    /** Delivers the target as an image under each name. */
    public void image(
            @NamedParams(@NamedParam(value = "push", type = Boolean.class))
                    @Nullable Map<String, ?> options,
            @Nullable String... names) {
        image(options, listOf(names));
    }

    /** Delivers the target as an image under each name. */
    public void image(
            @NamedParams(@NamedParam(value = "push", type = Boolean.class))
                    @Nullable Map<String, ?> options,
            @Nullable List<@Nullable String> names) {
        Options given = Options.of(call, options, "push");
        add(
                "image",
                new Step.Image(
                        call.texts("the name", names).stream()
                                .map(name -> Bases.image(call, name))
                                .toList(),
                        given.flag("push"),
                        call.span()));
    }

    /** Builds and delivers other targets along with this one. */
    public void build(@Nullable String target, @Nullable String... more) {
        build(Map.of(), listOf(target, more));
    }

    /** Builds and delivers other targets along with this one. */
    public void build(@Nullable List<@Nullable String> targets) {
        build(Map.of(), targets);
    }

    /** Builds and delivers other targets, for platforms and with arguments. */
    public void build(
            @NamedParams({
                        @NamedParam(value = "platforms", type = Object.class),
                        @NamedParam(value = "args", type = Map.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable String... targets) {
        build(options, listOf(targets));
    }

    /** Builds and delivers other targets, for platforms and with arguments. */
    public void build(
            @NamedParams({
                        @NamedParam(value = "platforms", type = Object.class),
                        @NamedParam(value = "args", type = Map.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable List<@Nullable String> targets) {
        Options given = Options.of(call, options, "platforms", "args");
        SortedMap<String, String> passed = given.named("args");
        List<Platform> platforms =
                given.texts("platforms").stream().map(this::platformNamed).toList();
        List<RecipeId> recipes = new ArrayList<>();
        for (String written : call.texts("the target", targets)) {
            for (Platform platform :
                    platforms.isEmpty() ? List.of(target().platform()) : platforms) {
                recipes.add(References.target(call, written, platform, passed));
            }
        }
        target().anywhere(new Step.Build(recipes, call.span()));
    }

    /** Makes the target for one platform, whatever is asked for: {@code 'native'} or another. */
    public void platform(@Nullable String name) {
        platform(Map.of(), name);
    }

    /**
     * Makes the target on one platform; with {@code per: 'target'}, the result stays one per
     * platform that is asked for.
     */
    public void platform(
            @NamedParams(@NamedParam(value = "per", type = String.class))
                    @Nullable Map<String, ?> options,
            @Nullable String name) {
        Options given = Options.of(call, options, "per");
        Platform platform = platformNamed(call.text("the platform", name));
        Optional<String> per = given.text("per");
        if (per.isPresent() && !per.get().equals("target")) {
            throw call.mistakeAt(per.get(), "platform-per", "`per:` takes `'target'` only", "");
        }
        if (per.isPresent()) {
            target().runsOn(platform);
        } else if (!platform.equals(target().platform())) {
            throw new TargetRun.OtherPlatform(platform);
        }
    }

    /** Declares a required argument of the target and reads it. */
    public @Nullable String arg(@Nullable String name) {
        return arg(Map.of(), name);
    }

    /** Declares an argument of the target and reads it. */
    public @Nullable String arg(
            @NamedParams({
                        @NamedParam(value = "default", type = Object.class),
                        @NamedParam(value = "doc", type = String.class)
                    })
                    @Nullable Map<String, ?> options,
            @Nullable String name) {
        TargetRun current = call.run().current();
        if (current != null) {
            current.arguments().add(Arguments.name(call, name));
        }
        return new TopWords(call).arg(options, name);
    }

    private Platform platformNamed(String name) {
        if (name.equals("native")) {
            return call.run().surroundings().nativePlatform();
        }
        try {
            return Platform.parse(name);
        } catch (IllegalArgumentException e) {
            throw call.mistakeAt(
                    name,
                    "platform",
                    "`" + name + "` is no platform",
                    "write it as in `linux/amd64`, `linux/arm64`, `linux/arm/v7` or `native`");
        }
    }

    private TargetRun target() {
        return call.run().target(call);
    }

    private void add(String word, Step step) {
        target().inFileSystem(call, word, step);
    }

    private static @Nullable List<@Nullable String> listOf(@Nullable String @Nullable [] values) {
        return values == null ? null : Arrays.asList(values);
    }

    private static List<@Nullable String> listOf(
            @Nullable String first, @Nullable String @Nullable [] more) {
        List<@Nullable String> all = new ArrayList<>();
        all.add(first);
        all.addAll(more == null ? List.of() : Arrays.asList(more));
        return all;
    }

    private static List<?> flat(@Nullable Object @Nullable [] values) {
        List<@Nullable Object> flat = new ArrayList<>();
        for (Object value : values == null ? new Object[0] : values) {
            if (value instanceof List<?> list) {
                flat.addAll(list);
            } else {
                flat.add(value);
            }
        }
        return flat;
    }
}
