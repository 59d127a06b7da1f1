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

    /// Sets the folder for the steps that follow, and of the image. It is made when it is not
    /// there.
    ///
    /// ```groovy
    /// workdir '/app'
    /// ```
    public void workdir(@Nullable String path) {
        call.step("workdir", new Step.Workdir(call.text("the path", path), call.span()));
    }

    /// Sets the user of each `run` that follows, and of the image: a name, or numbers as in
    /// `'1000:1000'`.
    ///
    /// ```groovy
    /// user 'www-data'
    /// ```
    public void user(@Nullable String name) {
        call.step("user", new Step.User(call.text("the user", name), call.span()));
    }

    /// Sets variables for the steps that follow, and of the image. In values, `$NAME` and `${NAME}`
    /// stand for variables that are set before.
    ///
    /// ```groovy
    /// env LANG: 'C.UTF-8', PATH: '/opt/tool/bin:$PATH'
    /// String home = env('HOME') ?: '/root'
    /// ```
    public void env(@Nullable Map<?, ?> variables) {
        call.step("env", new Step.Env(call.named("the value of", variables), call.span()));
    }

    /// Returns the value of an environment variable of the machine that builds, and null when it is
    /// not set.
    public @Nullable String env(@Nullable String name) {
        return new TopWords(call).env(name);
    }

    /// Sets labels of the image.
    ///
    /// ```groovy
    /// label 'org.opencontainers.image.title': 'Shop', stage: 'test'
    /// ```
    public void label(@Nullable Map<?, ?> labels) {
        call.step(
                "label",
                new Step.Label(new TreeMap<>(call.named("the value of", labels)), call.span()));
    }

    /// Sets annotations of the image: like labels, but in its manifests, and in the index of an
    /// image for several platforms.
    ///
    /// ```groovy
    /// annotation 'org.opencontainers.image.description': 'A shop'
    /// ```
    public void annotation(@Nullable Map<?, ?> annotations) {
        call.step(
                "annotation",
                new Step.Annotation(
                        new TreeMap<>(call.named("the value of", annotations)), call.span()));
    }

    /// Declares ports of the image: numbers or ranges of them, with `/tcp` (default), `/udp` or
    /// `/sctp`.
    ///
    /// ```groovy
    /// expose 8080, '53/udp', '8000-8010'
    /// ```
    public void expose(@Nullable Object... ports) {
        call.step("expose", new Step.Expose(Ports.of(call, Texts.flat(ports)), call.span()));
    }

    /// Declares folders whose content belongs to a container and not to the image.
    ///
    /// ```groovy
    /// volume '/data', '/var/log/app'
    /// ```
    public void volume(@Nullable String... paths) {
        call.step(
                "volume",
                new Step.Volume(call.texts("the path", Texts.listed(paths)), call.span()));
    }

    /// Sets the program of the image, without a shell. It does away with the default arguments that
    /// the base image has for its own.
    ///
    /// ```groovy
    /// entrypoint 'java', '-jar', 'app.jar'
    /// cmd 'serve'
    /// ```
    public void entrypoint(@Nullable String... argv) {
        call.step("entrypoint", new Step.Entrypoint(call.argv(Texts.listed(argv)), call.span()));
    }

    /// Sets the program of the image, without a shell.
    public void entrypoint(@Nullable List<@Nullable String> argv) {
        call.step("entrypoint", new Step.Entrypoint(call.argv(argv), call.span()));
    }

    /// Sets the default arguments of the image's program.
    ///
    /// ```groovy
    /// cmd 'serve', '--port', '8080'
    /// ```
    public void cmd(@Nullable String... argv) {
        call.step("cmd", new Step.Cmd(call.argv(Texts.listed(argv)), call.span()));
    }

    /// Sets the default arguments of the image's program.
    public void cmd(@Nullable List<@Nullable String> argv) {
        call.step("cmd", new Step.Cmd(call.argv(argv), call.span()));
    }

    /// Sets the signal that stops a container, by name or number.
    ///
    /// ```groovy
    /// stopSignal 'SIGQUIT'
    /// ```
    public void stopSignal(@Nullable String signal) {
        call.step("stopSignal", new Step.StopSignal(Signals.name(call, signal), call.span()));
    }

    /// Sets the program that the text of a `run` is given to, in the steps that follow and for the
    /// image; `/bin/sh -ec` by default.
    ///
    /// ```groovy
    /// shell '/bin/bash', '-o', 'pipefail', '-ec'
    /// run 'curl -s https://example.org | sha256sum'
    /// ```
    public void shell(@Nullable String... argv) {
        call.step("shell", new Step.Shell(call.argv(Texts.listed(argv)), call.span()));
    }

    /// Sets the program that the text of a `run` is given to.
    public void shell(@Nullable List<@Nullable String> argv) {
        call.step("shell", new Step.Shell(call.argv(argv), call.span()));
    }

    /// Says how an engine finds out whether a container is well; `'none'` turns off what the base
    /// image has.
    public void healthcheck(@Nullable String script) {
        healthcheck(Map.of(), script);
    }

    /// Says how an engine finds out whether a container is well: a text for the image's shell, or a
    /// list for a program without one. `'none'` turns off what the base image has.
    ///
    /// - `interval:` time between two checks, as in `'30s'`, `'1m'`.
    /// - `timeout:` time that a check may take.
    /// - `startPeriod:` time in which failures do not count.
    /// - `retries:` how many failures in a row make a container unwell.
    ///
    /// ```groovy
    /// healthcheck 'wget -q -O /dev/null http://localhost:8080/', interval: '30s', timeout: '3s', startPeriod: '1m', retries: 3
    /// ```
    public void healthcheck(@Nullable Map<String, ?> options, @Nullable String script) {
        String text = call.text("the command", script);
        Optional<Step.Command> check =
                text.equals("none") ? Optional.empty() : Optional.of(new Step.Command.Script(text));
        call.step("healthcheck", Healthchecks.of(call, check, options));
    }

    /// Says how an engine finds out whether a container is well.
    public void healthcheck(@Nullable List<@Nullable String> argv) {
        healthcheck(Map.of(), argv);
    }

    /// Says how an engine finds out whether a container is well.
    public void healthcheck(
            @Nullable Map<String, ?> options, @Nullable List<@Nullable String> argv) {
        Step.Command check = new Step.Command.Argv(call.argv(argv));
        call.step("healthcheck", Healthchecks.of(call, Optional.of(check), options));
    }
}
