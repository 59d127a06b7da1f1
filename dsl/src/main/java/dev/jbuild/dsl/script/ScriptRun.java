package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.MistakeFound;
import dev.jbuild.dsl.diagnose.RuntimeErrors;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.model.ArgumentInfo;
import dev.jbuild.model.Folder;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The state of one running build file. Used by one thread. */
final class ScriptRun {
    private final List<BuildFile> files;
    private final Surroundings surroundings;
    private final SequencedMap<String, TargetDeclaration> targets = new LinkedHashMap<>();
    private final SequencedMap<String, ArgumentInfo> arguments = new LinkedHashMap<>();
    private final List<Diagnostic> missing = new ArrayList<>();
    private final LateValues lateValues = new LateValues();
    private @Nullable TargetRun current;

    /**
     * @param files the build file, then those that it has functions of
     */
    ScriptRun(List<BuildFile> files, Surroundings surroundings) {
        this.files = List.copyOf(files);
        this.surroundings = surroundings;
    }

    BuildFile file() {
        return files.getFirst();
    }

    /** The build file, then those that it has functions of. */
    List<BuildFile> files() {
        return files;
    }

    /** The folder of the build file. */
    Folder folder() {
        return file().folder();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    SequencedMap<String, TargetDeclaration> targets() {
        return targets;
    }

    /** The arguments that were declared so far, here or in a target, by name. */
    SequencedMap<String, ArgumentInfo> arguments() {
        return arguments;
    }

    /** What texts of the file stand in for until images are pushed. */
    LateValues lateValues() {
        return lateValues;
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
        return target == null ? surroundings.request().nativePlatform() : target.platform();
    }

    void declare(ArgumentInfo argument) {
        arguments.put(argument.name(), argument);
        TargetRun target = current;
        if (target != null) {
            target.arguments().put(argument.name(), argument);
        }
    }

    /**
     * Takes note that an argument has no value, and lets the evaluation go on without one, so that
     * all of them can be told at once.
     */
    String missing(MistakeFound mistake) {
        if (!surroundings.lenient()) {
            missing.add(mistake.diagnostic());
        }
        return "";
    }

    void evaluate(TargetRun target, Runnable body) throws UserMistake {
        current = target;
        try {
            attempt(body);
        } finally {
            current = null;
        }
    }

    /**
     * Runs a part of the file.
     *
     * @throws UserMistake what ended it; arguments without a value go before what may only follow
     *     from them
     */
    void attempt(Runnable part) throws UserMistake {
        missing.clear();
        List<Diagnostic> mistakes = missing;
        List<SourceText> sources = files.stream().map(BuildFile::source).toList();
        surroundings.meter().enter(sources);
        try {
            part.run();
        } catch (TargetRun.OtherPlatform other) {
            throw other;
        } catch (RuntimeException | VirtualMachineError | AssertionError thrown) {
            Diagnostic ended =
                    RuntimeErrors.translate(
                            thrown, surroundings.meter().whereabouts().orElseThrow());
            mistakes = missing.isEmpty() ? List.of(ended) : missing;
        }
        if (!mistakes.isEmpty()) {
            throw new UserMistake(mistakes);
        }
    }
}
