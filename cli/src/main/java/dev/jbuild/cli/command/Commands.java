package dev.jbuild.cli.command;

import dev.jbuild.cli.console.Display;
import dev.jbuild.cli.option.Invocation;
import dev.jbuild.engine.base.MirrorReport;
import dev.jbuild.engine.store.CacheReport;
import dev.jbuild.model.failure.BuildException;

/** Runs what a command line asks for. */
public final class Commands {
    private final Surroundings surroundings;
    private final Stages stages;

    public Commands(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    /**
     * Runs it to its end.
     *
     * @throws InterruptedException when the thread was interrupted; nothing unfinished is left
     */
    public ExitCode run(Invocation invocation) throws BuildException, InterruptedException {
        return switch (invocation) {
            case Invocation.Help help -> answer(help.text());
            case Invocation.Version _ -> answer(surroundings.version() + "\n");
            case Invocation.ListTargets list -> new ListCommand(surroundings, stages).run(list);
            case Invocation.NoGoal none -> new ListCommand(surroundings, stages).run(none);
            case Invocation.Build build ->
                    new BuildCommand(surroundings, stages).run(build.options());
            case Invocation.Doc doc -> new ListCommand(surroundings, stages).run(doc);
            case Invocation.Plan plan -> new PlanCommand(surroundings, stages).run(plan);
            case Invocation.Graph graph -> new PlanCommand(surroundings, stages).run(graph);
            case Invocation.Init init -> new InitCommand(surroundings).run(init);
            case Invocation.Import imported -> new ImportCommand(surroundings).run(imported);
            case Invocation.Why why -> new PlanCommand(surroundings, stages).run(why);
            case Invocation.Cdn cdn -> new CdnCommand(surroundings, stages).run(cdn);
            case Invocation.CdnPlan plan -> new CdnPlanCommand(surroundings, stages).run(plan);
            case Invocation.CdnPublish plan -> new CdnCommand(surroundings, stages).run(plan);
            case Invocation.Lock lock -> new LockCommand(surroundings, stages).run(lock);
            case Invocation.InspectImage image -> new ImageCommand(surroundings, stages).run(image);
            case Invocation.Mirror mirror -> run(mirror);
            case Invocation.Cache cache -> run(cache);
            case Invocation.Shell shell ->
                    new BuildCommand(surroundings, stages).shell(shell.options(), shell.command());
            case Invocation.Doctor doctor -> new DoctorCommand(surroundings, stages).run(doctor);
        };
    }

    private ExitCode run(Invocation.Mirror mirror) throws BuildException, InterruptedException {
        MirrorReport report;
        try (Display display = surroundings.display()) {
            report =
                    stages.mirror(
                            mirror.project().root(),
                            surroundings.environment(),
                            String.join(",", mirror.mirrors()),
                            display::show);
        }
        surroundings.console().mirror(report);
        return ExitCode.DONE;
    }

    private ExitCode run(Invocation.Cache cache) throws BuildException, InterruptedException {
        CacheReport report = stages.cache(surroundings.state(), cache.task(), cache.size());
        surroundings.console().cache(report);
        return report instanceof CacheReport.Verified verified && !verified.problems().isEmpty()
                ? ExitCode.ENVIRONMENT
                : ExitCode.DONE;
    }

    private ExitCode answer(String text) {
        surroundings.console().answer(text);
        return ExitCode.DONE;
    }
}
