package dev.jbuild.cli.command;

import dev.jbuild.cli.console.Display;
import dev.jbuild.cli.option.Invocation;
import dev.jbuild.cli.option.ProgressStyle;
import dev.jbuild.engine.lock.LockReport;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.UserMistake;

import java.util.List;

/** Completes, renews or checks the lock file, for all targets of the build file. */
final class LockCommand {
    private final Surroundings surroundings;
    private final Stages stages;

    LockCommand(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    ExitCode run(Invocation.Lock lock) throws BuildException, InterruptedException {
        LockReport report;
        try (Display display =
                surroundings.console().display(ProgressStyle.AUTO, surroundings.clock())) {
            List<String> everyTarget =
                    stages.list(surroundings.load(lock.project(), List.of(), List.of())).stream()
                            .map(target -> target.target().toString())
                            .toList();
            Evaluation evaluation =
                    stages.evaluate(
                            surroundings.load(lock.project(), everyTarget, lock.platforms()));
            report =
                    stages.lock(
                            surroundings.look(lock.project(), evaluation),
                            lock.task(),
                            display::show);
        } catch (UserMistake mistake) {
            throw new SourceLines(lock.project().root()).in(mistake);
        }
        surroundings.console().lock(report);
        return ExitCode.DONE;
    }
}
