package dev.jbuild.cli.command;

import dev.jbuild.cli.option.GoalOptions;
import dev.jbuild.cli.option.Invocation;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.Planner;
import dev.jbuild.model.Project;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.UserMistake;

import java.nio.file.Path;

/** Says what a build would do, what the build files say, or how targets hang together. */
final class PlanCommand {
    private final Surroundings surroundings;
    private final Stages stages;

    PlanCommand(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    ExitCode run(Invocation.Plan plan) throws BuildException {
        Project project = evaluate(plan.goals());
        if (plan.model()) {
            surroundings.console().model(project);
        } else {
            surroundings.console().plan(planned(project, plan.goals().project().root()));
        }
        return ExitCode.DONE;
    }

    ExitCode run(Invocation.Graph graph) throws BuildException {
        surroundings.console().graph(evaluate(graph.goals()), graph.format());
        return ExitCode.DONE;
    }

    private static Plan planned(Project project, Path root) throws UserMistake {
        try {
            return Planner.plan(project);
        } catch (UserMistake mistake) {
            throw new SourceLines(root).in(mistake);
        }
    }

    private Project evaluate(GoalOptions asked) throws BuildException {
        return stages.evaluate(surroundings.load(asked.project(), asked.goals(), asked.platforms()))
                .project();
    }
}
