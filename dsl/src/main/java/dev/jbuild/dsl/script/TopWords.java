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

    /** The version of the language; the compiler has checked it. */
    public void jbuild(String version) {}

    /** Declares a target. */
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

    /** Declares a required argument and reads it. */
    public @Nullable String arg(@Nullable String name) {
        return arg(Map.of(), name);
    }

    /** Declares an argument and reads it. */
    public @Nullable String arg(@Nullable Map<String, ?> options, @Nullable String name) {
        Options given = Options.of(call, options, WordOptions.ARG);
        return Arguments.value(call, name, given);
    }

    /** Reads an environment variable; null when it is not set, and in another repository. */
    public @Nullable String env(@Nullable String name) {
        String variable = call.text("the name", name);
        return call.isElsewhere()
                ? null
                : call.run().surroundings().outside().variable(variable).orElse(null);
    }

    /** Reads a text file of the project. */
    public @Nullable String file(@Nullable String path) {
        return file(Map.of(), path);
    }

    /** Reads a text file of the project, or takes the default when there is none. */
    public @Nullable String file(@Nullable Map<String, ?> options, @Nullable String path) {
        Options given = Options.of(call, options, WordOptions.FILE);
        return ReadFile.of(call, call.text("the path", path), given);
    }

    /** Declares a function; the compiler has made a method of it. */
    public void function(String name, Closure<?> body) {}

    /** Takes functions of other build files; the compiler has made methods that call them. */
    public void imports(String... functions) {}
}
