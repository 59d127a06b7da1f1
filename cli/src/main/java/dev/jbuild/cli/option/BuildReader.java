package dev.jbuild.cli.option;

import dev.jbuild.engine.Conduct;
import dev.jbuild.model.failure.UserMistake;

import picocli.CommandLine.ParseResult;

import java.util.List;
import java.util.Optional;

/** Reads what is asked of a build, and of a shell, which is at the end of one. */
final class BuildReader {
    private final OptionValues values;

    BuildReader(OptionValues values) {
        this.values = values;
    }

    Invocation build(ParseResult result) throws UserMistake {
        BuildOptions options = options(values.project(result), result);
        return options.goals().isEmpty()
                ? new Invocation.NoGoal(options.project())
                : new Invocation.Build(options);
    }

    Invocation shell(ParseResult before, ParseResult shell) throws UserMistake {
        BuildOptions options = options(values.project(before, shell), shell);
        if (options.goals().size() > 1 || options.platforms().size() > 1) {
            throw UsageMistakes.mistake(
                    "unexpected-argument",
                    "a shell is in one target on one platform",
                    "run `jbuild shell` once for each");
        }
        return options.goals().isEmpty()
                ? new Invocation.NoGoal(options.project())
                : new Invocation.Shell(
                        options,
                        Optional.ofNullable(shell.matchedOptionValue(Syntax.COMMAND, null)));
    }

    private BuildOptions options(ProjectOptions project, ParseResult result) throws UserMistake {
        return new BuildOptions(
                project,
                OptionValues.goals(result),
                OptionValues.platforms(result.matchedOptionValue(Syntax.PLATFORM, List.of())),
                result.hasMatchedOption(Syntax.PUSH),
                result.hasMatchedOption(Syntax.PRIVILEGED),
                values.secrets(result),
                LockReader.use(result),
                values.trust(result.matchedOptionValue(Syntax.TRUST, "host")),
                BuilderOption.of(result),
                values.cacheSize(result),
                new FeedbackReader(values).read(result),
                conduct(result),
                result.hasMatchedOption(Syntax.SHELL_ON_FAILURE));
    }

    private static Conduct conduct(ParseResult result) throws UserMistake {
        int atOnce = OptionValues.count(result, Syntax.MAX_PARALLEL, Conduct.USUAL.atOnce());
        if (atOnce == 0) {
            throw UsageMistakes.mistake(
                    "invalid-option",
                    "with `" + Syntax.MAX_PARALLEL + " 0` nothing would be built",
                    "say how many targets may be built at the same time, at least 1");
        }
        return new Conduct(
                result.hasMatchedOption(Syntax.KEEP_GOING)
                        ? Conduct.OnFailure.KEEP_GOING
                        : Conduct.OnFailure.STOP,
                atOnce,
                result.hasMatchedOption(Syntax.NO_CACHE)
                        ? Conduct.Reuse.NOTHING
                        : Conduct.Reuse.RESULTS);
    }
}
