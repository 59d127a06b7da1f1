package dev.jbuild.cli.command;

import dev.jbuild.cli.option.Invocation;
import dev.jbuild.cli.option.ProjectOptions;
import dev.jbuild.engine.cdn.CdnTask;
import dev.jbuild.engine.cdn.PlanFile;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Looks at an origin, goes back to an older release, removes old ones, carries out a plan. */
final class CdnCommand {
    private final Surroundings surroundings;
    private final Stages stages;

    CdnCommand(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    ExitCode run(Invocation.Cdn cdn) throws BuildException {
        return run(cdn.project(), cdn.origin(), cdn.task());
    }

    ExitCode run(Invocation.CdnPublish publish) throws BuildException {
        for (PlanFile.Basis plan : plans(publish)) {
            run(
                    publish.project(),
                    plan.origin(),
                    new CdnTask.Publish(plan.release(), plan.state(), publish.takeOver()));
        }
        return ExitCode.DONE;
    }

    private ExitCode run(ProjectOptions project, String origin, CdnTask task)
            throws BuildException {
        surroundings
                .console()
                .cdn(
                        stages.cdn(
                                project.root(),
                                surroundings.environment(),
                                surroundings.state(),
                                origin,
                                task));
        return ExitCode.DONE;
    }

    private static List<PlanFile.Basis> plans(Invocation.CdnPublish publish) throws UserMistake {
        String name = publish.plan().toString();
        try {
            return PlanFile.read(name, Files.readAllBytes(publish.plan()));
        } catch (IOException e) {
            throw new UserMistake(
                    Diagnostic.of(
                            "cdn-plan",
                            "`" + name + "` cannot be read",
                            "`jbuild cdn plan +target --save FILE` writes a plan"));
        }
    }
}
