package dev.jbuild.dsl.script;

import dev.jbuild.model.Step;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The words for the settings of the steps that follow and of the image. */
public final class SettingWords {
    private final Call call;

    SettingWords(Call call) {
        this.call = call;
    }

    /** Sets the folder of the steps that follow. */
    public void workdir(@Nullable String path) {
        call.step("workdir", new Step.Workdir(call.text("the path", path), call.span()));
    }

    /** Sets the user of the steps that follow and of the image. */
    public void user(@Nullable String name) {
        call.step("user", new Step.User(call.text("the user", name), call.span()));
    }

    /** Sets environment variables. */
    public void env(@Nullable Map<?, ?> variables) {
        call.step("env", new Step.Env(call.named("the value of", variables), call.span()));
    }

    /** Reads an environment variable; null when it is not set. */
    public @Nullable String env(@Nullable String name) {
        return new TopWords(call).env(name);
    }

    /** Sets labels of the image. */
    public void label(@Nullable Map<?, ?> labels) {
        call.step(
                "label",
                new Step.Label(new TreeMap<>(call.named("the value of", labels)), call.span()));
    }

    /** Sets annotations of the image. */
    public void annotation(@Nullable Map<?, ?> annotations) {
        call.step(
                "annotation",
                new Step.Annotation(
                        new TreeMap<>(call.named("the value of", annotations)), call.span()));
    }

    /** Declares ports: {@code 8080}, {@code '53/udp'}. */
    public void expose(@Nullable Object... ports) {
        call.step("expose", new Step.Expose(Ports.of(call, Texts.flat(ports)), call.span()));
    }

    /** Declares folders whose content belongs to a container. */
    public void volume(@Nullable String... paths) {
        call.step(
                "volume",
                new Step.Volume(call.texts("the path", Texts.listed(paths)), call.span()));
    }

    /** Sets the program of the image. */
    public void entrypoint(@Nullable String... argv) {
        call.step("entrypoint", new Step.Entrypoint(call.argv(Texts.listed(argv)), call.span()));
    }

    /** Sets the program of the image. */
    public void entrypoint(@Nullable List<@Nullable String> argv) {
        call.step("entrypoint", new Step.Entrypoint(call.argv(argv), call.span()));
    }

    /** Sets the default arguments of the image's program. */
    public void cmd(@Nullable String... argv) {
        call.step("cmd", new Step.Cmd(call.argv(Texts.listed(argv)), call.span()));
    }

    /** Sets the default arguments of the image's program. */
    public void cmd(@Nullable List<@Nullable String> argv) {
        call.step("cmd", new Step.Cmd(call.argv(argv), call.span()));
    }

    /** Sets the signal that stops a container. */
    public void stopSignal(@Nullable String signal) {
        call.step("stopSignal", new Step.StopSignal(Signals.name(call, signal), call.span()));
    }

    /** Sets the program that scripts are given to. */
    public void shell(@Nullable String... argv) {
        call.step("shell", new Step.Shell(call.argv(Texts.listed(argv)), call.span()));
    }

    /** Sets the program that scripts are given to. */
    public void shell(@Nullable List<@Nullable String> argv) {
        call.step("shell", new Step.Shell(call.argv(argv), call.span()));
    }

    /** Says how to find out whether a container is well; {@code 'none'} for not at all. */
    public void healthcheck(@Nullable String script) {
        healthcheck(Map.of(), script);
    }

    /** Says how to find out whether a container is well. */
    public void healthcheck(@Nullable Map<String, ?> options, @Nullable String script) {
        String text = call.text("the command", script);
        Optional<Step.Command> check =
                text.equals("none") ? Optional.empty() : Optional.of(new Step.Command.Script(text));
        call.step("healthcheck", Healthchecks.of(call, check, options));
    }

    /** Says how to find out whether a container is well. */
    public void healthcheck(@Nullable List<@Nullable String> argv) {
        healthcheck(Map.of(), argv);
    }

    /** Says how to find out whether a container is well. */
    public void healthcheck(
            @Nullable Map<String, ?> options, @Nullable List<@Nullable String> argv) {
        Step.Command check = new Step.Command.Argv(call.argv(argv));
        call.step("healthcheck", Healthchecks.of(call, Optional.of(check), options));
    }
}
