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

    /// Runs a text with the shell; a failing command ends it.
    public void run(@Nullable String script) {
        run(Map.of(), script);
    }

    /// Runs a text with the shell, or a list as a program without one. A failing command ends the
    /// text. A text of several lines loses the indentation that all of its lines have in common.
    ///
    /// - `env:` variables of this run only, names with values.
    /// - `secrets:` secrets of the user: a map from a place to the name of a secret, or a list of
    ///   names. A place with a `/` is a file, any other a variable.
    /// - `user:` in place of the target's.
    /// - `workdir:` in place of the target's.
    /// - `tmpfs:` a path or a list of them: folders in memory, empty at first and in no layer.
    /// - `mounts:` a map from a place to what the run finds there, read only and in no layer: a
    ///   path or pattern of the project, or an artifact of another target (`'+name/path'`).
    /// - `network:` `'none'`: no network. `'host'`: that of the engine's machine, which needs `-P`.
    /// - `ssh:` `true`: the run may use the ssh agent of the user.
    /// - `privileged:` `true`: without confinement, which needs `-P`.
    /// - `timeout:` how long it may take, as in `'90s'`, `'5m'`.
    /// - `retries:` how often a failed run is tried again, after a pause of 1 s, 2 s, 4 s and so
    ///   on.
    /// - `cacheKey:` a text or a list of them: another one means another result, so that the run is
    ///   done again.
    /// - `noCache:` `true`: done in every build.
    /// - `pushOnly:` `true`: done only with `--push`, after everything else is built, delivered and
    ///   pushed.
    ///
    /// ```groovy
    /// run '''
    ///     for file in *.txt; do
    ///         echo "$file"
    ///     done
    /// '''
    /// run(['/usr/bin/env', 'true'])
    /// run 'make test', env: [CI: 'true'], user: 'nobody', workdir: 'src', timeout: '20m', retries: 2
    /// run 'npm ci', secrets: ['/root/.npmrc': 'npmrc', NPM_TOKEN: 'npm-token']
    /// run 'git fetch origin', ssh: true
    /// run 'make offline', network: 'none', tmpfs: '/tmp'
    /// run 'make -C /src O=/build', mounts: ['/src': 'driver', '/etc/make.conf': 'conf/make.conf']
    /// run 'dockerd --validate', privileged: true
    /// run 'apt-get upgrade -qy', cacheKey: '2026-11'
    /// run 'date > /built', noCache: true
    /// run './deploy.sh', pushOnly: true, secrets: ['DEPLOY_KEY']
    /// ```
    public void run(@Nullable Map<String, ?> options, @Nullable String script) {
        String text = ScriptText.withoutIndentation(call.text("the command", script));
        run(new Step.Command.Script(text), options);
    }

    /// Runs a program without a shell.
    public void run(@Nullable List<@Nullable String> argv) {
        run(Map.of(), argv);
    }

    /// Runs a program without a shell.
    public void run(@Nullable Map<String, ?> options, @Nullable List<@Nullable String> argv) {
        run(new Step.Command.Argv(call.argv(argv)), options);
    }

    private void run(Step.Command command, @Nullable Map<String, ?> options) {
        call.step("run", new Step.Run(command, Runs.options(call, options), call.span()));
    }

    /// Gives every `run` that follows in the target folders in memory, empty at first and in no
    /// layer.
    ///
    /// ```groovy
    /// tmpfs '/tmp', '/run'
    /// run 'make test'
    /// ```
    public void tmpfs(@Nullable String... paths) {
        call.target().companions().addTmpfs(call.texts("the path", Texts.listed(paths)));
    }

    /// Gives every `run` that follows secrets, in variables of the same names.
    public void secret(@Nullable String... names) {
        List<String> given = call.texts("the secret", Texts.listed(names));
        call.target().companions().addSecrets(Runs.secrets(call, given));
    }

    /// Gives every `run` that follows in the target secrets of the user: names of secrets, or
    /// places with the names of secrets. A place with a `/` is a file, any other a variable.
    ///
    /// ```groovy
    /// secret 'NPM_TOKEN'
    /// secret '/root/.npmrc': 'npmrc'
    /// run 'npm ci'
    /// ```
    public void secret(@Nullable Map<?, ?> places) {
        call.target().companions().addSecrets(Runs.secrets(call, places));
    }

    /// Lets every `run` that follows in the target use the ssh agent of the user.
    ///
    /// ```groovy
    /// ssh()
    /// run 'git fetch origin'
    /// ```
    public void ssh() {
        call.target().companions().addSsh();
    }

    /// Gives every `run` that follows a folder that outlives builds.
    public void cache(@Nullable String path) {
        cache(Map.of(), path);
    }

    /// Gives every `run` that follows in the target a folder that outlives builds. What is in it is
    /// in no layer and no artifact.
    ///
    /// - `id:` targets and projects with the same id share the folder; the path by default.
    /// - `sharing:` `'shared'` (default): by several steps at once. `'locked'`: by one at a time.
    ///   `'private'`: a step that finds it in use gets another one.
    /// - `chown:` owner of the folder when it is new.
    /// - `chmod:` mode of the folder when it is new; `'755'` by default.
    ///
    /// ```groovy
    /// cache '/var/cache/apt', id: "apt-${platform.arch}", sharing: 'locked'
    /// cache '/home/node/.npm', chown: 'node', chmod: '700'
    /// ```
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
