package dev.jbuild.cli.command;

import dev.jbuild.cli.console.Display;
import dev.jbuild.cli.option.Invocation;
import dev.jbuild.dsl.Repositories;
import dev.jbuild.engine.git.RepositoryUse;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockReport;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.model.Checkout;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.UserMistake;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Map<GitRef, Checkout> checkouts = Map.of();
        LockFile before = stages.lock(lock.project().root());
        try (Display display = surroundings.display()) {
            Repositories repositories = stages.repositories(repositories(lock), display::show);
            List<String> everyTarget =
                    stages
                            .list(
                                    surroundings.load(lock.project(), List.of(), List.of()),
                                    repositories)
                            .stream()
                            .map(target -> target.target().toString())
                            .toList();
            Evaluation evaluation =
                    stages.evaluate(
                            surroundings.load(lock.project(), everyTarget, lock.platforms()),
                            repositories);
            checkouts = evaluation.checkouts();
            report =
                    stages.lock(
                            surroundings.look(lock.project(), evaluation, Builders.NONE),
                            lock.task(),
                            before,
                            display::show);
        } catch (UserMistake mistake) {
            throw new SourceLines(lock.project().root(), checkouts).in(mistake);
        }
        surroundings.console().lock(report);
        return ExitCode.DONE;
    }

    /** What is to be renewed is looked up before it is evaluated. */
    private RepositoryUse repositories(Invocation.Lock lock) {
        return new RepositoryUse(
                lock.project().root(),
                surroundings.state(),
                surroundings.environment(),
                lock.task() instanceof LockTask.Check ? LockUse.FROZEN : LockUse.EXTEND,
                lock.task() instanceof LockTask.Update(List<String> patterns)
                        ? Optional.of(patterns)
                        : Optional.empty());
    }
}
