package dev.jbuild.cli.command;

import dev.jbuild.cli.console.Display;
import dev.jbuild.cli.option.GoalOptions;
import dev.jbuild.cli.option.Invocation;
import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.BuildRequest;
import dev.jbuild.engine.Permissions;
import dev.jbuild.engine.Session;
import dev.jbuild.engine.cdn.PlanFile;
import dev.jbuild.engine.event.Delivery.Planned;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.store.CacheFolder;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.model.Checkout;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Builds targets and says what publishing their releases would change. */
final class CdnPlanCommand {
    private final Surroundings surroundings;
    private final Stages stages;

    CdnPlanCommand(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    ExitCode run(Invocation.CdnPlan plan) throws BuildException, InterruptedException {
        GoalOptions goals = plan.goals();
        Map<GitRef, Checkout> checkouts = Map.of();
        BuildReport report;
        try (Display display = surroundings.display()) {
            Evaluation evaluation =
                    stages.evaluate(
                            surroundings.load(goals.project(), goals.goals(), goals.platforms()),
                            stages.repositories(
                                    surroundings.repositories(goals.project(), LockUse.EXTEND),
                                    display::show));
            checkouts = evaluation.checkouts();
            report = stages.planReleases(request(goals, evaluation), display::show);
        } catch (UserMistake mistake) {
            throw new SourceLines(goals.project().root(), checkouts).in(mistake);
        }
        if (!report.succeeded()) {
            SourceLines lines = new SourceLines(goals.project().root(), checkouts);
            surroundings.console().report(report, lines::at, surroundings.nativePlatform());
            return ExitCode.STEP_FAILED;
        }
        List<Planned> plans =
                report.deliveries().stream()
                        .filter(Planned.class::isInstance)
                        .map(Planned.class::cast)
                        .toList();
        requireSome(plans, goals);
        surroundings.console().releases(plans);
        if (plan.save().isPresent()) {
            save(plan.save().get(), goals.project().root(), plans);
        }
        return ExitCode.DONE;
    }

    private BuildRequest request(GoalOptions goals, Evaluation evaluation) {
        return new BuildRequest(
                goals.project().root(),
                evaluation,
                goals.project().arguments(),
                new Permissions(false, false, LockUse.EXTEND),
                new Session(surroundings.environment(), Secrets.NONE, new Trust.Host()),
                new CacheFolder(surroundings.state(), CacheSize.usual()));
    }

    private static void requireSome(List<Planned> plans, GoalOptions goals) throws UserMistake {
        if (plans.isEmpty()) {
            throw new UserMistake(
                    Diagnostic.of(
                            "cdn-plan",
                            "`" + String.join("`, `", goals.goals()) + "` publishes no release",
                            "name a target that has `cdn`, or reaches one by `build`"));
        }
    }

    private static void save(Path file, Path root, List<Planned> plans) throws EnvironmentFailure {
        try {
            Files.write(file, PlanFile.write(root, plans));
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "cdn-plan",
                    "cannot write `" + file + "`: " + e.getMessage(),
                    "check that its folder is there and can be written",
                    e);
        }
    }
}
