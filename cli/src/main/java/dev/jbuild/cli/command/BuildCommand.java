package dev.jbuild.cli.command;

import dev.jbuild.cli.console.Display;
import dev.jbuild.cli.option.BuildOptions;
import dev.jbuild.cli.report.Reports;
import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.BuildRequest;
import dev.jbuild.engine.Permissions;
import dev.jbuild.engine.Session;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.shell.Visit;
import dev.jbuild.engine.store.CacheFolder;
import dev.jbuild.model.Checkout;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Evaluates, builds, delivers, reports. */
final class BuildCommand {
    private final Surroundings surroundings;
    private final Stages stages;
    private final Transcript transcript = new Transcript();
    private Map<GitRef, Checkout> checkouts = Map.of();

    BuildCommand(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    /** An evaluated build, what it came to, and what was written about it. */
    private record Built(Evaluation evaluation, BuildReport report, Reports reports) {}

    ExitCode run(BuildOptions options) throws BuildException, InterruptedException {
        if (options.shellOnFailure()) {
            requireKeyboard("run it in a terminal, or without --shell-on-failure");
        }
        Built built =
                build(
                        options,
                        display ->
                                options.shellOnFailure()
                                        ? new Visit.OnFailure(
                                                surroundings
                                                        .console()
                                                        .visitor(Optional.empty(), display))
                                        : new Visit.None());
        ExitCode code = report(options, built);
        new Bookkeeping(surroundings).enter(built.evaluation(), built.report(), transcript);
        return code;
    }

    /** Opens a shell in a target, or runs a command there. */
    ExitCode shell(BuildOptions options, Optional<String> command)
            throws BuildException, InterruptedException {
        if (command.isEmpty()) {
            requireKeyboard("run it in a terminal, or say what to run with --command");
        }
        Built built =
                build(
                        options,
                        display ->
                                new Visit.AtEnd(surroundings.console().visitor(command, display)));
        return built.report().succeeded() ? ExitCode.DONE : report(options, built);
    }

    private void requireKeyboard(String hint) throws UserMistake {
        if (!surroundings.console().hasKeyboard()) {
            throw new UserMistake(
                    Diagnostic.of(
                            "no-terminal",
                            "a shell needs a terminal, and standard input is none",
                            hint));
        }
    }

    private Built build(BuildOptions options, Function<Display, Visit> visit)
            throws BuildException, InterruptedException {
        Reports reports =
                Reports.open(
                        options.feedback().reports(),
                        options.goals(),
                        surroundings.version(),
                        surroundings.clock(),
                        surroundings.started());
        try {
            Built built = build(options, reports, visit);
            reports.end(built.report());
            return built;
        } catch (BuildException | InterruptedException e) {
            reports.stop(e);
            tellLost(reports);
            throw e;
        }
    }

    private Built build(BuildOptions options, Reports reports, Function<Display, Visit> visit)
            throws BuildException, InterruptedException {
        // Evaluating a changed build file takes a second, in which a terminal should not be empty.
        try (Display display =
                surroundings
                        .console()
                        .display(options.feedback().progress(), surroundings.clock())) {
            Consumer<BuildEvent> events = reports.andThen(display::show);
            Evaluation evaluation =
                    stages.evaluate(
                            surroundings
                                    .load(options.project(), options.goals(), options.platforms())
                                    .pushing(options.push()),
                            stages.repositories(
                                    surroundings.repositories(options.project(), options.lock()),
                                    events));
            checkouts = evaluation.checkouts();
            BuildReport report =
                    stages.build(
                            buildRequest(options, evaluation),
                            transcript.andThen(events),
                            visit.apply(display));
            return new Built(evaluation, report, reports);
        } catch (UserMistake mistake) {
            surroundings.console().annotate(annotations(options).of(mistake));
            throw lines(options).in(mistake);
        }
    }

    private ExitCode report(BuildOptions options, Built built) throws EnvironmentFailure {
        Duration waited = Duration.between(surroundings.started(), surroundings.clock().instant());
        BuildReport report = built.report();
        surroundings
                .console()
                .report(report.within(waited), lines(options)::at, surroundings.nativePlatform());
        surroundings.console().annotate(annotations(options).of(report));
        if (!report.succeeded()) {
            tellLost(built.reports());
            return report.lacksOnlyWhatIsOutside() ? ExitCode.ENVIRONMENT : ExitCode.STEP_FAILED;
        }
        built.reports().requireWritten();
        return ExitCode.DONE;
    }

    /** Of a build that has failed already, whose failure decides how the process ends. */
    private void tellLost(Reports reports) {
        try {
            reports.requireWritten();
        } catch (EnvironmentFailure lost) {
            surroundings.console().error(lost);
        }
    }

    private Annotations annotations(BuildOptions options) {
        return new Annotations(surroundings.environment(), options.project().root());
    }

    private SourceLines lines(BuildOptions options) {
        return new SourceLines(options.project().root(), checkouts);
    }

    private BuildRequest buildRequest(BuildOptions options, Evaluation evaluation) {
        return new BuildRequest(
                options.project().root(),
                evaluation,
                options.project().arguments(),
                new Permissions(options.push(), options.privileged(), options.lock()),
                new Session(
                        surroundings.environment(),
                        options.secrets(),
                        options.trust(),
                        options.builders()),
                new CacheFolder(surroundings.state(), options.cacheSize()),
                options.conduct());
    }
}
