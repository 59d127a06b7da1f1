package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.UserMistake;

import groovy.lang.Closure;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A target as the build file declares it. */
public final class TargetDeclaration {
    private final String name;
    private final SourceSpan span;
    private final ScriptRun run;
    private final Closure<?> body;

    TargetDeclaration(String name, SourceSpan span, ScriptRun run, Closure<?> body) {
        this.name = name;
        this.span = span;
        this.run = run;
        this.body = body;
    }

    public String name() {
        return name;
    }

    public SourceSpan span() {
        return span;
    }

    /**
     * What the target does.
     *
     * @param platform the platform that is asked for
     * @param passed the arguments that the caller passes
     */
    public EvaluatedTarget evaluate(Platform platform, SortedMap<String, String> passed)
            throws UserMistake {
        try {
            return attempt(new TargetRun(name, platform, passed)).result();
        } catch (TargetRun.OtherPlatform fixed) {
            return again(fixed.platform(), passed);
        }
    }

    private EvaluatedTarget again(Platform platform, SortedMap<String, String> passed)
            throws UserMistake {
        try {
            return attempt(new TargetRun(name, platform, passed)).result();
        } catch (TargetRun.OtherPlatform other) {
            throw new UserMistake(
                    run.file()
                            .source()
                            .mistake(
                                    span,
                                    "two-platforms",
                                    "`" + name + "` asks for a platform that depends on itself",
                                    "let `platform` not depend on `platform.arch`"));
        }
    }

    /** What the target does when nothing is passed to it, up to its first mistake. */
    public EvaluatedTarget asFarAsItGets() {
        Platform asked = run.surroundings().request().nativePlatform();
        TargetRun target = new TargetRun(name, asked, new TreeMap<>());
        Optional<Platform> fixed = otherPlatform(target);
        if (fixed.isPresent()) {
            target = new TargetRun(name, fixed.get(), new TreeMap<>());
            otherPlatform(target);
        }
        return target.result();
    }

    private Optional<Platform> otherPlatform(TargetRun target) {
        try {
            attempt(target);
        } catch (TargetRun.OtherPlatform other) {
            return Optional.of(other.platform());
        } catch (UserMistake stopped) {
            return Optional.empty(); // a build tells it
        }
        return Optional.empty();
    }

    private TargetRun attempt(TargetRun target) throws UserMistake {
        run.evaluate(target, body::call);
        return target;
    }
}
