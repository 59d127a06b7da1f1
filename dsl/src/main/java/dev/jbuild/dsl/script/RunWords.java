package dev.jbuild.dsl.script;

import dev.jbuild.model.Step;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The words that run programs. */
public final class RunWords {
    private final Call call;

    RunWords(Call call) {
        this.call = call;
    }

    /** Runs a script with the shell. */
    public void run(@Nullable String script) {
        run(Map.of(), script);
    }

    /** Runs a script with the shell. */
    public void run(@Nullable Map<String, ?> options, @Nullable String script) {
        String text = ScriptText.withoutIndentation(call.text("the command", script));
        run(new Step.Command.Script(text), options);
    }

    /** Runs a program without a shell. */
    public void run(@Nullable List<@Nullable String> argv) {
        run(Map.of(), argv);
    }

    /** Runs a program without a shell. */
    public void run(@Nullable Map<String, ?> options, @Nullable List<@Nullable String> argv) {
        run(new Step.Command.Argv(call.argv(argv)), options);
    }

    private void run(Step.Command command, @Nullable Map<String, ?> options) {
        call.step("run", new Step.Run(command, Runs.options(call, options), call.span()));
    }

    /** Gives every run that follows folders in memory. */
    public void tmpfs(@Nullable String... paths) {
        call.target().companions().addTmpfs(call.texts("the path", Texts.listed(paths)));
    }

    /** Gives every run that follows secrets, in variables of the same names. */
    public void secret(@Nullable String... names) {
        List<String> given = call.texts("the secret", Texts.listed(names));
        call.target().companions().addSecrets(Runs.secrets(call, given));
    }

    /** Gives every run that follows secrets: their names by the places where runs find them. */
    public void secret(@Nullable Map<?, ?> places) {
        call.target().companions().addSecrets(Runs.secrets(call, places));
    }

    /** Lets every run that follows use the ssh agent of the user. */
    public void ssh() {
        call.target().companions().addSsh();
    }

    /** Gives every run that follows a folder that outlives builds. */
    public void cache(@Nullable String path) {
        cache(Map.of(), path);
    }

    /** Gives every run that follows a folder that outlives builds. */
    public void cache(@Nullable Map<String, ?> options, @Nullable String path) {
        Options given = Options.of(call, options, WordOptions.CACHE);
        String folder = call.text("the path", path);
        Step.Sharing sharing =
                given.text("sharing")
                        .map(name -> SharingNames.parse(call, name))
                        .orElse(Step.Sharing.SHARED);
        call.step(
                "cache",
                new Step.Cache(
                        folder,
                        given.text("id").orElse(folder),
                        sharing,
                        given.text("chown"),
                        Copies.mode(call, given),
                        call.span()));
    }
}
