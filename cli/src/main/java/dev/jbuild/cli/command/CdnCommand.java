package dev.jbuild.cli.command;

import dev.jbuild.cli.option.Invocation;
import dev.jbuild.model.failure.BuildException;

/** Looks at an origin, goes back to an older release, or removes old ones. */
final class CdnCommand {
    private final Surroundings surroundings;
    private final Stages stages;

    CdnCommand(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    ExitCode run(Invocation.Cdn cdn) throws BuildException {
        surroundings
                .console()
                .cdn(
                        stages.cdn(
                                cdn.project().root(),
                                surroundings.state(),
                                cdn.origin(),
                                cdn.task()));
        return ExitCode.DONE;
    }
}
