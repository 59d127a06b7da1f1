package dev.jbuild.cli.command;

import dev.jbuild.cli.option.GoalOptions;
import dev.jbuild.cli.option.Invocation;
import dev.jbuild.engine.Explanation;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.UserMistake;

/** Says what a build would do and why, what the build files say, how targets hang together. */
final class PlanCommand {
    private final Surroundings surroundings;
    private final Stages stages;

    PlanCommand(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    ExitCode run(Invocation.Plan plan) throws BuildException, InterruptedException {
        Evaluation evaluation = evaluate(plan.goals());
        if (plan.model()) {
            surroundings.console().model(evaluation.project());
        } else {
            surroundings.console().plan(explain(plan.goals(), evaluation, plan.builders()));
        }
        return ExitCode.DONE;
    }

    ExitCode run(Invocation.Why why) throws BuildException, InterruptedException {
        surroundings.console().why(explain(why.goals(), evaluate(why.goals()), Builders.NONE));
        return ExitCode.DONE;
    }

    ExitCode run(Invocation.Graph graph) throws BuildException, InterruptedException {
        surroundings.console().graph(evaluate(graph.goals()).project(), graph.format());
        return ExitCode.DONE;
    }

    private Evaluation evaluate(GoalOptions asked) throws BuildException, InterruptedException {
        return stages.evaluate(
                surroundings.load(asked.project(), asked.goals(), asked.platforms()),
                stages.repositories(
                        surroundings.repositories(asked.project(), LockUse.EXTEND), event -> {}));
    }

    private Explanation explain(GoalOptions asked, Evaluation evaluation, Builders builders)
            throws BuildException, InterruptedException {
        try {
            return stages.explain(surroundings.look(asked.project(), evaluation, builders));
        } catch (UserMistake mistake) {
            throw new SourceLines(asked.project().root(), evaluation.checkouts()).in(mistake);
        }
    }
}
