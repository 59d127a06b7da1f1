package dev.jbuild.dsl.script;

import dev.jbuild.model.ArgumentInfo;
import dev.jbuild.model.failure.UserMistake;

import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** The targets of one build file. */
public final class DeclaredTargets {
    private final ScriptRun run;
    private final List<ArgumentInfo> arguments;

    private DeclaredTargets(ScriptRun run) {
        this.run = run;
        this.arguments = List.copyOf(run.arguments().values());
    }

    /** Runs a build file. */
    public static DeclaredTargets of(BuildScript script, Surroundings surroundings)
            throws UserMistake {
        ScriptRun run = new ScriptRun(script.files(), surroundings);
        script.begin(run);
        run.attempt(script::run);
        return new DeclaredTargets(run);
    }

    /** The targets by name, in the order in which they are declared. */
    public SequencedMap<String, TargetDeclaration> byName() {
        return Collections.unmodifiableSequencedMap(run.targets());
    }

    /** The arguments of the file itself. */
    public List<ArgumentInfo> arguments() {
        return arguments;
    }

    /** Names of arguments declared so far: those of a target only once it has been evaluated. */
    public Set<String> argumentNames() {
        return Collections.unmodifiableSet(run.arguments().keySet());
    }
}
