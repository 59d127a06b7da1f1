package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.model.failure.UserMistake;

import java.util.Collections;
import java.util.SequencedMap;
import java.util.Set;

/** The targets of one build file. */
public final class DeclaredTargets {
    /** The name of every build file in a stack trace. */
    public static final String STACK_NAME = "jbuild.groovy";

    private final ScriptRun run;

    private DeclaredTargets(ScriptRun run) {
        this.run = run;
    }

    /**
     * Runs a build file.
     *
     * @param folder its folder, relative to the project's root
     */
    public static DeclaredTargets of(
            BuildScript script, SourceText source, String folder, Surroundings surroundings)
            throws UserMistake {
        ScriptRun run = new ScriptRun(source, folder, surroundings);
        script.begin(run);
        run.attempt(script::run);
        return new DeclaredTargets(run);
    }

    /** The targets by name, in the order in which they are declared. */
    public SequencedMap<String, TargetDeclaration> byName() {
        return Collections.unmodifiableSequencedMap(run.targets());
    }

    /** The arguments declared so far: those of a target only once it has been evaluated. */
    public Set<String> arguments() {
        return Collections.unmodifiableSet(run.arguments());
    }
}
