package dev.jbuild.cli.command;

import dev.jbuild.cli.option.GoalOptions;
import dev.jbuild.cli.option.Invocation;
import dev.jbuild.cli.option.ProjectOptions;
import dev.jbuild.dsl.Repositories;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.model.TargetInfo;
import dev.jbuild.model.failure.BuildException;

import java.util.List;

/** Says which targets a project has, and what they are. */
final class ListCommand {
    private final Surroundings surroundings;
    private final Stages stages;

    ListCommand(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    ExitCode run(Invocation.ListTargets list) throws BuildException {
        surroundings.console().targets(targets(list.project()));
        return ExitCode.DONE;
    }

    ExitCode run(Invocation.Doc doc) throws BuildException {
        GoalOptions asked = doc.goals();
        surroundings
                .console()
                .documentation(
                        stages.document(
                                surroundings.load(
                                        asked.project(), asked.goals(), asked.platforms()),
                                repositories(asked.project())));
        return ExitCode.DONE;
    }

    ExitCode run(Invocation.NoGoal none) throws BuildException {
        surroundings.console().noGoal(targets(none.project()));
        return ExitCode.MISTAKE;
    }

    private List<TargetInfo> targets(ProjectOptions project) throws BuildException {
        return stages.list(surroundings.load(project, List.of(), List.of()), repositories(project));
    }

    private Repositories repositories(ProjectOptions project) {
        return stages.repositories(surroundings.repositories(project, LockUse.EXTEND), event -> {});
    }
}
