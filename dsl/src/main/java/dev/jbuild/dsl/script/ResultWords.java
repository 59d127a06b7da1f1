package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The words that say what a target yields, and which others belong to its build. */
public final class ResultWords {
    private final Call call;

    ResultWords(Call call) {
        this.call = call;
    }

    /// Names a file or folder of the target, or what matches a pattern, as a result that others can
    /// `copy`.
    public void artifact(@Nullable String path) {
        artifact(Map.of(), path);
    }

    /// Names a file or folder of the target, or what matches a pattern, as a result that others can
    /// `copy`.
    ///
    /// - `as:` where a build of the target also delivers it: exactly this path, relative to the
    ///   folder of the build file and inside of the project. What matches a pattern goes into this
    ///   folder.
    /// - `always:` `true`: delivered also when the build fails, as far as it is there.
    ///
    /// ```groovy
    /// artifact 'dist', as: 'build/static'
    /// artifact 'target/*.jar', as: 'build'
    /// artifact 'reports', as: 'build/reports', always: true
    /// ```
    public void artifact(@Nullable Map<String, ?> options, @Nullable String path) {
        Options given = Options.of(call, options, WordOptions.ARTIFACT);
        Optional<String> saveAs = given.text("as").map(to -> ProjectPath.check(call, to));
        boolean always = given.flag("always");
        if (always && saveAs.isEmpty()) {
            throw call.mistake(
                    "always-nowhere",
                    "`always` is about delivering, and this artifact is not delivered",
                    "say where to, as in `artifact 'reports', as: 'build/reports', always: true`");
        }
        declare(
                "artifact",
                new Step.Artifact(call.text("the path", path), saveAs, always, call.span()));
    }

    private void declare(String word, Step.Artifact artifact) {
        call.target().requireOneFolder(call, artifact.path());
        call.step(word, artifact);
    }

    /// Names a folder of the target as a result, and publishes it as a release for a CDN origin.
    ///
    /// - `to:` `file:` and a folder of the project, or `s3://bucket/prefix`.
    /// - `base:` what stands in front of the paths where they are served; `/` by default.
    /// - `fingerprint:` patterns of files that get a hash into their names; references to them are
    ///   rewritten.
    /// - `adopt:` patterns of files whose names have a hash already.
    /// - `integrity:` `true`: scripts and styles in pages get an `integrity` attribute, where their
    ///   names have a hash.
    /// - `precompress:` `'br'`, `'gzip'` or both: compressed siblings for a server to send.
    /// - `cacheControl:` values of the header by pattern; the last that matches counts.
    /// - `phoenix:` path of a list of the new names in the shape of Phoenix's
    ///   `cache_manifest.json`.
    /// - `vite:` path of a list of the new names in the shape of Vite's `manifest.json`.
    /// - `purge:` address of the root in a cache that is asked to forget what changed under its
    ///   name.
    /// - `verify:` address of the root where visitors see it; files are fetched from there after
    ///   publishing, and compared.
    ///
    /// ```groovy
    /// cdn 'dist', to: 'file:build/cdn', base: '/static/',
    ///     fingerprint: '**/*.{js,css,svg,woff2}', adopt: 'vendor/**', integrity: true, precompress: ['br', 'gzip'],
    ///     cacheControl: ['**': 'public, max-age=31536000, immutable', '**/*.html': 'no-cache'],
    ///     phoenix: 'cache_manifest.json', vite: '.vite/manifest.json',
    ///     purge: 'http://localhost:6081/', verify: 'https://cdn.example.com/'
    /// ```
    public void cdn(@Nullable Map<String, ?> options, @Nullable String path) {
        Options given = Options.of(call, options, WordOptions.CDN);
        String folder = call.text("the path", path);
        declare("cdn", new Step.Artifact(folder, Optional.empty(), call.span()));
        call.step("cdn", new Step.Cdn(folder, Releases.of(call, given), call.span()));
    }

    /// Delivers the target as an image into the engine, under each name.
    public void image(@Nullable String name, @Nullable String... more) {
        image(Map.of(), Texts.listed(name, more));
    }

    /// Delivers the target as an image into the engine, under each name.
    public void image(@Nullable List<@Nullable String> names) {
        image(Map.of(), names);
    }

    /// Delivers the target as an image into the engine, under each name.
    ///
    /// - `push:` `true`: a build with `--push` also pushes it to the registry in its name.
    /// - `maxSize:` how large it may be on each platform, as in `'15 MB'`: a larger one fails the
    ///   build.
    /// - `as:` a file to write an archive to, relative to the folder of the build file; with a
    ///   slash at its end, a folder in OCI layout.
    /// - `compression:` `'gzip'` (default) or `'zstd'`.
    /// - `provenance:` `true`: what is pushed says how it was made (in-toto, SLSA).
    /// - `sbom:` the image of a scanner: what is pushed says what is in it (in-toto, SPDX).
    ///
    /// ```groovy
    /// image 'example.org/shop:dev', 'example.org/shop:latest', push: true
    /// image 'example.org/site:dev', as: 'build/site/'
    /// image 'example.org/tools:dev', maxSize: '15 MB', as: 'build/tools.tar', compression: 'zstd', provenance: true
    /// image 'example.org/api:dev', push: true, sbom: 'docker/buildkit-syft-scanner:stable-1'
    /// ```
    public void image(@Nullable Map<String, ?> options, @Nullable String... names) {
        image(options, Texts.listed(names));
    }

    /// Delivers the target as an image into the engine, under each name.
    public void image(@Nullable Map<String, ?> options, @Nullable List<@Nullable String> names) {
        Options given = Options.of(call, options, WordOptions.IMAGE);
        call.step(
                "image",
                new Step.Image(
                        call.texts("the name", names).stream()
                                .map(name -> Bases.image(call, name))
                                .toList(),
                        ImageSettings.of(call, given),
                        call.span()));
    }

    /// Builds and delivers other targets along with this one.
    public void build(@Nullable String target, @Nullable String... more) {
        build(Map.of(), Texts.listed(target, more));
    }

    /// Builds and delivers other targets along with this one.
    public void build(@Nullable List<@Nullable String> targets) {
        build(Map.of(), targets);
    }

    /// Builds and delivers other targets along with this one. A target may have nothing but `build`
    /// steps.
    ///
    /// - `platforms:` a platform or a list of them; by default the one that this target is made
    ///   for.
    /// - `args:` arguments for the targets, names with values.
    ///
    /// ```groovy
    /// target('image') {
    ///     String edition = arg('EDITION', default: 'free')
    ///     from 'debian:bookworm-slim'
    ///     image "example.org/shop:${edition}"
    /// }
    ///
    /// target('all') {
    ///     build '+image'
    ///     build '+image', platforms: ['linux/amd64', 'linux/arm64'], args: [EDITION: 'paid']
    /// }
    /// ```
    public void build(@Nullable Map<String, ?> options, @Nullable String... targets) {
        build(options, Texts.listed(targets));
    }

    /// Builds and delivers other targets along with this one.
    public void build(@Nullable Map<String, ?> options, @Nullable List<@Nullable String> targets) {
        Options given = Options.of(call, options, WordOptions.BUILD);
        SortedMap<String, String> passed = given.named("args");
        List<Platform> platforms =
                given.texts("platforms").stream().map(name -> Platforms.named(call, name)).toList();
        platforms.forEach(call.target()::choose);
        call.target()
                .anywhere(call, new Step.Build(recipes(targets, platforms, passed), call.span()));
    }

    /// Waits until other targets have succeeded.
    public void needs(@Nullable String target, @Nullable String... more) {
        needs(Map.of(), Texts.listed(target, more));
    }

    /// Waits until other targets have succeeded.
    public void needs(@Nullable List<@Nullable String> targets) {
        needs(Map.of(), targets);
    }

    /// Waits until other targets have succeeded for their present inputs. Nothing of what they
    /// yield is taken.
    ///
    /// - `args:` arguments for the targets, names with values.
    ///
    /// ```groovy
    /// target('lint') {
    ///     String level = arg('LEVEL', default: 'error')
    ///     from 'debian:bookworm-slim'
    ///     copy '*.sh', into: './'
    ///     run "shellcheck --severity ${level} *.sh"
    /// }
    ///
    /// target('image') {
    ///     from 'debian:bookworm-slim'
    ///     needs '+lint', args: [LEVEL: 'warning']
    ///     image 'example.org/tools:dev'
    /// }
    /// ```
    public void needs(@Nullable Map<String, ?> options, @Nullable String... targets) {
        needs(options, Texts.listed(targets));
    }

    /// Waits until other targets have succeeded.
    public void needs(@Nullable Map<String, ?> options, @Nullable List<@Nullable String> targets) {
        Options given = Options.of(call, options, WordOptions.NEEDS);
        List<RecipeId> recipes = recipes(targets, List.of(), given.named("args"));
        call.step("needs", new Step.Needs(recipes, call.span()));
    }

    /**
     * Targets on platforms.
     *
     * @param platforms none for that of this target
     */
    private List<RecipeId> recipes(
            @Nullable List<@Nullable String> targets,
            List<Platform> platforms,
            SortedMap<String, String> passed) {
        List<RecipeId> recipes = new ArrayList<>();
        for (String written : call.texts("the target", targets)) {
            for (Platform platform :
                    platforms.isEmpty() ? List.of(call.target().platform()) : platforms) {
                recipes.add(References.target(call, written, platform, passed));
            }
        }
        return recipes;
    }
}
