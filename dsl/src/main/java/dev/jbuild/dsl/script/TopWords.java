package dev.jbuild.dsl.script;

import dev.jbuild.model.TargetRef;

import groovy.lang.Closure;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The words of a build file outside of targets. */
public final class TopWords {
    private final Call call;

    TopWords(Call call) {
        this.call = call;
    }

    /// The version of the language that the build file is written in. It is the first statement,
    /// with the version written out.
    ///
    /// ```groovy
    /// jbuild '1'
    ///
    /// target('hello') {
    ///     from 'debian:bookworm-slim'
    ///     run 'echo hello'
    /// }
    /// ```
    public void jbuild(String version) {}

    /// Declares a target. Its block runs once for each platform and each set of arguments that it
    /// is asked for. A loop or a method can declare targets.
    ///
    /// ```groovy
    /// ['api', 'worker'].each { service ->
    ///     target("${service}-files") {
    ///         from 'scratch'
    ///         copy service, into: '/srv'
    ///         artifact '/srv'
    ///     }
    /// }
    /// ```
    public void target(@Nullable String name, @Nullable Closure<?> body) {
        String given = call.text("the name of the target", name);
        if (body == null) {
            throw call.mistake("empty-value", "the target has no steps", "");
        }
        if (call.run().current() != null) {
            throw call.mistake("nested-target", "a target cannot be declared within a target", "");
        }
        if (!TargetRef.isName(given)) {
            throw call.mistakeAt(
                    given,
                    "target-name",
                    "`" + given + "` is no name of a target",
                    "letters, digits, `_`, `-` and `.`, beginning with a letter or `_`");
        }
        TargetDeclaration before = call.run().targets().get(given);
        if (before != null) {
            throw call.mistakeAt(
                    given,
                    "duplicate-target",
                    "the target `" + given + "` is declared twice",
                    "it is declared in line " + before.span().line() + " already");
        }
        TargetDeclaration declared = new TargetDeclaration(given, call.span(), call.run(), body);
        call.run().targets().put(given, declared);
    }

    /// Declares an argument that has to be given, and returns its value.
    public @Nullable String arg(@Nullable String name) {
        return arg(Map.of(), name);
    }

    /// Declares an argument and returns its value, a text. The value comes from `--arg`, the file
    /// `.arg`, the environment or the caller, in this order, and else is the default.
    ///
    /// - `default:` the value when nobody gives one; it may be null. Without a default the argument
    ///   is required.
    /// - `required:` `false`: the value is null when nobody gives one.
    /// - `choices:` a list of all values that will do.
    /// - `doc:` what it is for.
    ///
    /// ```groovy
    /// String mode = arg('MODE', default: 'fast', choices: ['fast', 'small'], doc: 'What to optimise for')
    /// String note = arg('NOTE', required: false) ?: 'none'
    ///
    /// target('binary') {
    ///     from 'debian:bookworm-slim'
    ///     run "make ${mode} NOTE=${note}"
    /// }
    /// ```
    public @Nullable String arg(@Nullable Map<String, ?> options, @Nullable String name) {
        Options given = Options.of(call, options, WordOptions.ARG);
        return Arguments.value(call, name, given);
    }

    /// Returns the value of an environment variable of the machine that builds, and null when it is
    /// not set, and in another repository.
    public @Nullable String env(@Nullable String name) {
        String variable = call.text("the name", name);
        int equals = variable.indexOf('=');
        if (equals >= 0) {
            throw call.mistakeAt(
                    variable,
                    "variable-name",
                    "`" + variable + "` is no name of a variable",
                    "to set one, write `env %s: '%s'`"
                            .formatted(
                                    variable.substring(0, equals), variable.substring(equals + 1)));
        }
        return call.isElsewhere()
                ? null
                : call.run().surroundings().outside().variable(variable).orElse(null);
    }

    /// Returns the text of a file of the project, which has to be there.
    public @Nullable String file(@Nullable String path) {
        return file(Map.of(), path);
    }

    /// Returns the text of a file of the project. The path is relative to the folder of the build
    /// file.
    ///
    /// - `default:` the value when there is no such file; it may be null.
    ///
    /// ```groovy
    /// String version = file('VERSION', default: 'dev').trim()
    ///
    /// target('image') {
    ///     from 'debian:bookworm-slim'
    ///     image "example.org/shop:${version}"
    /// }
    /// ```
    public @Nullable String file(@Nullable Map<String, ?> options, @Nullable String path) {
        Options given = Options.of(call, options, WordOptions.FILE);
        return ReadFile.of(call, call.text("the path", path), given);
    }

    /// Declares a function that holds steps, with typed parameters. It stands at the top of a build
    /// file, and is called like a method, also in files that import it.
    ///
    /// ```groovy
    /// function('apt') { String... names ->
    ///     cache '/var/cache/apt', id: 'apt', sharing: 'locked'
    ///     run "apt-get update -q && apt-get install -qy ${names.join(' ')}"
    /// }
    ///
    /// target('check') {
    ///     from 'debian:bookworm-slim'
    ///     apt 'shellcheck', 'git'
    /// }
    /// ```
    public void function(String name, Closure<?> body) {}

    /// Takes functions of other build files of the project.
    ///
    /// <!-- beside tools/jbuild.groovy -->
    ///
    /// ```groovy
    /// jbuild '1'
    ///
    /// function('say') { String text -> run "echo ${text}" }
    /// ```
    ///
    /// ```groovy
    /// jbuild '1'
    /// imports './tools+say'
    ///
    /// target('hello') {
    ///     from 'debian:bookworm-slim'
    ///     say 'hello'
    /// }
    /// ```
    public void imports(String... functions) {}
}
