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

    /// Starts from an image, another target (`'+name'`), or nothing (`'scratch'`).
    public void from(@Nullable String base) {
        from(Map.of(), base);
    }

    /// Starts from an image, another target (`'+name'`), or nothing (`'scratch'`). A target has one
    /// `from`, before the steps that need files.
    ///
    /// - `args:` arguments for the target, names with values.
    ///
    /// ```groovy
    /// target('base') {
    ///     String tools = arg('TOOLS', default: 'git')
    ///     from 'debian:bookworm-slim'
    ///     run "apt-get update && apt-get install -y ${tools}"
    /// }
    ///
    /// target('app') {
    ///     from '+base', args: [TOOLS: 'git curl']
    ///     run 'curl --version'
    /// }
    /// ```
    public void from(@Nullable Map<String, ?> options, @Nullable String base) {
        Options given = Options.of(call, options, WordOptions.FROM);
        SortedMap<String, String> passed = given.named("args");
        String name = call.text("the base", base);
        Step.Base from = Bases.of(call, name, call.target().platform(), passed);
        call.target().from(call, new Step.From(from, call.span()));
    }

    /// Starts from what the Dockerfile in a folder makes.
    public void fromDockerfile(@Nullable String folder) {
        fromDockerfile(Map.of(), folder);
    }

    /// Starts from what the Dockerfile in a folder makes: its files and its settings. The files of
    /// the folder are its context.
    ///
    /// - `dockerfile:` the file, relative to the folder; `'Dockerfile'` by default.
    /// - `stage:` the stage to make; the last one by default.
    /// - `args:` values for its `ARG`s.
    ///
    /// ```groovy
    /// target('service') {
    ///     fromDockerfile 'service', dockerfile: 'Dockerfile.prod', stage: 'runtime', args: [VERSION: '1.2']
    ///     image 'example.org/service:dev'
    /// }
    /// ```
    public void fromDockerfile(@Nullable Map<String, ?> options, @Nullable String folder) {
        Options given = Options.of(call, options, WordOptions.FROM_DOCKERFILE);
        Step.Base base = Bases.dockerfile(call, call.text("the folder", folder), given);
        call.target().from(call, new Step.From(base, call.span()));
    }

    /// Copies files of the project, and artifacts of other targets (`'+name/path'`). Of a folder,
    /// its content is copied.
    ///
    /// - `into:` where to, relative to the `workdir`: a folder when it ends with `/`, when there
    ///   are several sources, or when the source is a pattern.
    /// - `from:` an image that the sources are paths or patterns in.
    /// - `chown:` owner: `user`, `user:group`, or numbers; `root` by default.
    /// - `chmod:` mode as octal digits in a text; as it is by default.
    /// - `exclude:` a pattern or a list of them.
    /// - `ifExists:` `true`: sources may be missing.
    /// - `keepTimestamps:` `true`: files of artifacts and images keep their times.
    /// - `symlinks:` `'follow'`: of artifacts and images, what a link leads to; `'keep'` by
    ///   default.
    /// - `unpack:` `true`: the content of tar archives goes into the folder; what is none is
    ///   copied.
    /// - `link:` `true`: the files are a layer of their own, put on top of whatever is below, as by
    ///   `COPY --link`.
    /// - `args:` arguments for the targets in the sources.
    ///
    /// ```groovy
    /// target('tool') {
    ///     String mode = arg('MODE', default: 'fast')
    ///     from 'debian:bookworm-slim'
    ///     run "make ${mode}"
    ///     artifact '/out/tool'
    /// }
    ///
    /// target('app') {
    ///     from 'debian:bookworm-slim'
    ///     copy 'src', into: 'src', exclude: ['**/*.test.ts', 'mocks'], chown: 'www-data'
    ///     copy 'entry.sh', into: '/usr/local/bin/entry', chmod: '755'
    ///     copy '.npmrc', into: '/root/', ifExists: true
    ///     copy '+tool/out/tool', into: '/usr/local/bin/', args: [MODE: 'small']
    ///     copy '/usr/bin/composer', from: 'composer:2', into: '/usr/local/bin/', symlinks: 'follow'
    ///     copy '+tool/out/tool', into: '/opt/tool/', keepTimestamps: true
    ///     copy 'vendor/library.tar.gz', into: '/opt/library', unpack: true
    ///     copy 'models', into: '/models', link: true
    /// }
    /// ```
    public void copy(@Nullable Map<String, ?> options, @Nullable String... sources) {
        copy(options, Texts.listed(sources));
    }

    /// Copies files of the project, and artifacts of other targets (`'+name/path'`).
    public void copy(@Nullable Map<String, ?> options, @Nullable List<@Nullable String> sources) {
        Options given = Options.of(call, options, WordOptions.COPY);
        for (Step.Copy step : Copies.of(call, call.texts("the source", sources), given)) {
            call.step("copy", step);
        }
    }

    /// Downloads a file. What does not have the digest that is given, or that `jbuild.lock` keeps,
    /// is refused.
    ///
    /// - `sha256:` digest of the file, as `sha256sum` prints it; without it, what the file had at
    ///   its first use.
    /// - `into:` where to, as in `copy`.
    /// - `unpack:` `true`: the content of a tar archive goes into the folder.
    /// - `chown:` owner, as in `copy`.
    /// - `chmod:` mode; `'644'` by default.
    ///
    /// ```groovy
    /// fetch 'https://example.org/tool', sha256: '1b2e3d4c5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a',
    ///     into: '/usr/local/bin/tool', chown: 'root', chmod: '755'
    /// fetch 'https://example.org/list.txt', into: './'
    /// fetch 'https://example.org/data.tar.gz', sha256: 'c6d25c2f4a1e3b6d9a40a6c1c1cf2d5a6a5ed53a8c63c8b3ddc1e2d3f4a5b6c7',
    ///     into: '/opt/data', unpack: true
    /// ```
    public void fetch(@Nullable Map<String, ?> options, @Nullable String url) {
        Options given = Options.of(call, options, WordOptions.FETCH);
        call.step("fetch", Sources.download(call, call.text("the URL", url), given));
    }

    /// Puts the files of a commit of a git repository into a folder.
    ///
    /// - `ref:` a branch, a tag or the full name of a commit; the default branch without it.
    /// - `into:` the folder.
    /// - `exclude:` a pattern or a list of them.
    /// - `chown:` owner, as in `copy`.
    /// - `chmod:` mode, as in `copy`.
    ///
    /// ```groovy
    /// gitClone 'https://github.com/octocat/Hello-World.git', ref: 'master', into: 'latest'
    /// gitClone 'https://github.com/octocat/Hello-World.git', ref: '7fd1a60b01f91b314f59955a4e4d4e80d8edf11d',
    ///     into: 'hello', exclude: '.github', chown: 'nobody', chmod: '755'
    /// ```
    public void gitClone(@Nullable Map<String, ?> options, @Nullable String url) {
        Options given = Options.of(call, options, WordOptions.GIT_CLONE);
        call.step("gitClone", Sources.repository(call, call.text("the URL", url), given));
    }
}
