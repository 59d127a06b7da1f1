package dev.jbuild.engine.lower;

import dev.jbuild.model.Step;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what a step does, on one line, close to how it is written. */
public final class Descriptions {
    /** Says that the files of several copies are sent. */
    static final String SHARED_UPLOAD = "send small files";

    private static final int LONGEST = 120;

    private Descriptions() {}

    public static String of(Step step) {
        String line = line(text(step));
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    /**
     * Says in an image what a step has done to it: whole, and nothing that is not in the key of the
     * step, such as the names of targets. Else an image from the cache would not be the one that a
     * build from nothing makes.
     */
    static String inHistory(Step step) {
        return line(
                step instanceof Step.Copy copy
                        ? word(copy) + content(copy.source()) + " into " + copy.into()
                        : text(step));
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    private static String text(Step step) {
        return switch (step) {
            case Step.From(Step.Base.Dockerfile file, var _) -> "fromDockerfile " + file.file();
            case Step.From from -> "from " + base(from.base());
            case Step.Workdir workdir -> "workdir " + workdir.path();
            case Step.User user -> "user " + user.user();
            case Step.Env env -> "env " + assignments(env.variables());
            case Step.Copy copy -> word(copy) + source(copy.source()) + " into " + copy.into();
            case Step.Run run -> "run " + command(run.command());
            case Step.Cache cache -> "cache " + cache.path();
            case Step.Service service ->
                    "service " + service.name() + " of " + base(service.base());
            case Step.Artifact artifact -> "artifact " + artifact.path();
            case Step.Cdn cdn -> "cdn " + cdn.path();
            case Step.Image image -> "image " + spaced(image.names());
            case Step.DeployFile file -> "deployFile " + file.path();
            case Step.Build build -> "build " + spaced(build.recipes());
            case Step.Needs needs -> "needs " + spaced(needs.recipes());
            case Step.Expose expose -> "expose " + spaced(expose.ports());
            case Step.Entrypoint entrypoint -> "entrypoint " + spaced(entrypoint.argv());
            case Step.Cmd cmd -> "cmd " + spaced(cmd.argv());
            case Step.Label label -> "label " + assignments(label.labels());
            case Step.Annotation annotation ->
                    "annotation " + assignments(annotation.annotations());
            case Step.Volume volume -> "volume " + spaced(volume.paths());
            case Step.StopSignal stop -> "stopSignal " + stop.signal();
            case Step.Shell shell -> "shell " + spaced(shell.argv());
            case Step.Healthcheck health ->
                    "healthcheck " + health.check().map(Descriptions::command).orElse("none");
        };
    }

    /** Says which files a copy sends to the builder, before it copies them. */
    static String ofUpload(Step.Copy copy) {
        return "send " + source(copy.source());
    }

    /** Says that what a copy has made is put on top of what there was. */
    static String ofLayer(Step.Copy copy) {
        return "layer of " + of(copy);
    }

    private static String base(Step.Base base) {
        return switch (base) {
            case Step.Base.Scratch() -> "scratch";
            case Step.Base.Image(var name) -> name.toString();
            case Step.Base.Dockerfile file -> file.file();
            case Step.Base.Target(var recipe) -> recipe.target().toString();
        };
    }

    private static String word(Step.Copy copy) {
        return switch (copy.source()) {
            case Step.CopySource.Context _, Step.CopySource.Artifact _, Step.CopySource.Image _ ->
                    "copy ";
            case Step.CopySource.Download _ -> "fetch ";
            case Step.CopySource.Repository _ -> "gitClone ";
        };
    }

    private static String content(Step.CopySource source) {
        return switch (source) {
            case Step.CopySource.Context context -> spaced(context.patterns());
            case Step.CopySource.Artifact artifact -> "/" + artifact.path();
            case Step.CopySource.Image(var _, var paths) -> spaced(paths);
            case Step.CopySource.Download download -> download.name();
            case Step.CopySource.Repository(var at) -> at.url();
        };
    }

    private static String source(Step.CopySource source) {
        return switch (source) {
            case Step.CopySource.Context context -> spaced(context.patterns());
            case Step.CopySource.Artifact artifact ->
                    artifact.recipe().target() + "/" + artifact.path();
            case Step.CopySource.Image(var name, var paths) -> spaced(paths) + " from " + name;
            case Step.CopySource.Download download -> download.url();
            case Step.CopySource.Repository(var at) -> at.url() + " " + at.ref();
        };
    }

    private static String command(Step.Command command) {
        return switch (command) {
            case Step.Command.Script(String text) -> text;
            case Step.Command.Argv(List<String> argv) -> spaced(argv);
        };
    }

    private static String spaced(List<?> parts) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static String assignments(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
