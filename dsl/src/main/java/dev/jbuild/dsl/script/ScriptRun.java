package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.MistakeFound;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.model.Platform;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** The state of one running build file. Used by one thread. */
final class ScriptRun {
    private final SourceText source;
    private final String folder;
    private final Surroundings surroundings;
    private final SequencedMap<String, TargetDeclaration> targets = new LinkedHashMap<>();
    private final Set<String> arguments = new TreeSet<>();
    private @Nullable TargetRun current;

    ScriptRun(SourceText source, String folder, Surroundings surroundings) {
        this.source = source;
        this.folder = folder;
        this.surroundings = surroundings;
    }

    SourceText source() {
        return source;
    }

    /** The folder of the build file, relative to the project's root. */
    String folder() {
        return folder;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    SequencedMap<String, TargetDeclaration> targets() {
        return targets;
    }

    /** The names of the arguments that were declared so far, here or in a target. */
    Set<String> arguments() {
        return arguments;
    }

    /** The target that is being evaluated; null while the file itself runs. */
    @Nullable TargetRun current() {
        return current;
    }

    /** The target that the call is a step of. */
    TargetRun target(Call call) {
        TargetRun target = current;
        if (target == null) {
            throw call.mistake(
                    "step-outside-target",
                    "this step is not in a target",
                    "write it within `target('name') { ... }`");
        }
        return target;
    }

    /** The platform that the current target is evaluated for; outside of one, the native one. */
    Platform platform() {
        TargetRun target = current;
        return target == null ? surroundings.nativePlatform() : target.platform();
    }

    void evaluate(TargetRun target, Runnable body) {
        current = target;
        surroundings.meter().enter(source);
        try {
            body.run();
        } finally {
            current = null;
        }
    }

    /** Reads or refuses an argument, by the rules of where the call stands. */
    @Nullable String argument(Call call, String name, Options options) {
        arguments.add(name);
        if (surroundings.arguments().containsKey(name)) {
            return surroundings.arguments().get(name);
        }
        TargetRun target = current;
        if (target != null && target.passed().containsKey(name)) {
            return target.passed().get(name);
        }
        Optional<String> variable = surroundings.outside().variable(name);
        if (variable.isPresent()) {
            return variable.get();
        }
        return fallback(call, name, options.values());
    }

    private @Nullable String fallback(Call call, String name, Map<String, ?> options) {
        if (options.containsKey("default")) {
            Object value = options.get("default");
            String text = Interpolation.textOf(value);
            if (value != null && text == null) {
                throw call.mistake("type", "the default of `" + name + "` is no text", "");
            }
            return text;
        }
        if (surroundings.lenient()) {
            return "";
        }
        throw missing(call, name);
    }

    private MistakeFound missing(Call call, String name) {
        return call.mistake(
                "missing-argument",
                "the argument `" + name + "` has no value",
                "pass --arg "
                        + name
                        + "=..., set the environment variable, or give it a `default:`");
    }
}
