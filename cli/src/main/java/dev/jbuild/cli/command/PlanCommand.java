package dev.jbuild.cli.command;

import dev.jbuild.cli.option.GoalOptions;
import dev.jbuild.cli.option.Invocation;
import dev.jbuild.engine.plan.Planner;
import dev.jbuild.model.Project;
import dev.jbuild.model.failure.BuildException;

/** Says what a build would do, or what the build files say, without an engine. */
final class PlanCommand {
    private final Surroundings surroundings;
    private final Stages stages;

    PlanCommand(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    ExitCode run(Invocation.Plan plan) throws BuildException {
        GoalOptions asked = plan.goals();
        Project project =
                stages.evaluate(
                                surroundings.load(
                                        asked.project(), asked.goals(), asked.platforms()))
                        .project();
        if (plan.model()) {
            surroundings.console().model(project);
        } else {
            surroundings.console().plan(Planner.plan(project));
        }
        return ExitCode.DONE;
    }
}
