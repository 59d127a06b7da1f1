package dev.jbuild.cli.command;

import dev.jbuild.cli.option.Invocation;
import dev.jbuild.cli.option.ProjectOptions;
import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.dsl.Repositories;
import dev.jbuild.engine.doctor.Checkup;
import dev.jbuild.engine.doctor.Finding;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Project;
import dev.jbuild.model.failure.BuildException;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Says whether everything is well that builds rest on. */
final class DoctorCommand {
    private static final Evaluation UNKNOWN =
            new Evaluation(new Project(List.of(), new LinkedHashMap<>()), List.of());

    private final Surroundings surroundings;
    private final Stages stages;

    DoctorCommand(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    ExitCode run(Invocation.Doctor doctor) throws BuildException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(surroundings.start().finding(surroundings.version()));
        Evaluation evaluation = evaluation(doctor.project(), findings);
        LockUse lock = doctor.offline() ? LockUse.OFFLINE : LockUse.FROZEN;
        findings.addAll(
                stages.examine(
                                surroundings.look(
                                        doctor.project(), evaluation, doctor.builders(), lock))
                        .findings());
        Checkup checkup = new Checkup(findings);
        surroundings.console().checkup(surroundings.version(), checkup, doctor.json());
        return checkup.isWell() ? ExitCode.DONE : ExitCode.ENVIRONMENT;
    }

    /** All targets of the project, where it has any; they name the registries that it needs. */
    private Evaluation evaluation(ProjectOptions project, List<Finding> findings) {
        if (!Files.exists(project.root().resolve(Buildfiles.FILE_NAME))) {
            return UNKNOWN;
        }
        // As it is: nothing is fetched from other repositories, and nothing comes into the lock.
        Repositories repositories =
                stages.repositories(
                        surroundings.repositories(project, LockUse.OFFLINE), event -> {});
        try {
            List<String> targets =
                    stages
                            .list(surroundings.load(project, List.of(), List.of()), repositories)
                            .stream()
                            .map(target -> target.target().toString())
                            .toList();
            return targets.isEmpty()
                    ? UNKNOWN
                    : stages.evaluate(surroundings.load(project, targets, List.of()), repositories);
        } catch (BuildException e) {
            findings.add(
                    new Finding(
                            Buildfiles.FILE_NAME,
                            Finding.State.LACKING,
                            "does not tell which registries it needs: " + e.getMessage(),
                            "a build, or `jbuild ls`, says more; --arg sets arguments that are"
                                    + " required"));
            return UNKNOWN;
        }
    }
}
