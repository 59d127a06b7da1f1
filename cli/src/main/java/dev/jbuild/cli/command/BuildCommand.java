package dev.jbuild.cli.command;

import dev.jbuild.cli.console.Display;
import dev.jbuild.cli.option.BuildOptions;
import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.BuildRequest;
import dev.jbuild.engine.Permissions;
import dev.jbuild.engine.Session;
import dev.jbuild.engine.store.CacheFolder;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.UserMistake;

import java.time.Duration;

/** Evaluates, builds, delivers, reports. */
final class BuildCommand {
    private final Surroundings surroundings;
    private final Stages stages;

    BuildCommand(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    ExitCode run(BuildOptions options) throws BuildException, InterruptedException {
        BuildReport report;
        Evaluation evaluation;
        Transcript transcript = new Transcript();
        SourceLines lines = new SourceLines(options.project().root());
        // Evaluating a changed build file takes a second, in which a terminal should not be empty.
        try (Display display =
                surroundings.console().display(options.progress(), surroundings.clock())) {
            evaluation =
                    stages.evaluate(
                            surroundings
                                    .load(options.project(), options.goals(), options.platforms())
                                    .pushing(options.push()));
            report =
                    stages.build(
                            buildRequest(options, evaluation), transcript.andThen(display::show));
        } catch (UserMistake mistake) {
            throw lines.in(mistake);
        }
        Duration waited = Duration.between(surroundings.started(), surroundings.clock().instant());
        surroundings.console().report(report.within(waited), lines::at);
        new Bookkeeping(surroundings).enter(evaluation, report, transcript);
        return report.succeeded() ? ExitCode.DONE : ExitCode.STEP_FAILED;
    }

    private BuildRequest buildRequest(BuildOptions options, Evaluation evaluation) {
        return new BuildRequest(
                options.project().root(),
                evaluation,
                options.project().arguments(),
                new Permissions(options.push(), options.privileged(), options.lock()),
                new Session(surroundings.environment(), options.secrets(), options.trust()),
                new CacheFolder(surroundings.state(), options.cacheSize()));
    }
}
