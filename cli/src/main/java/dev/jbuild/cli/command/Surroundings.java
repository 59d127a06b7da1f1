package dev.jbuild.cli.command;

import dev.jbuild.cli.console.Console;
import dev.jbuild.cli.console.Display;
import dev.jbuild.cli.option.ProgressStyle;
import dev.jbuild.cli.option.ProjectOptions;
import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.engine.BuildRequest;
import dev.jbuild.engine.Permissions;
import dev.jbuild.engine.Session;
import dev.jbuild.engine.git.RepositoryUse;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.store.CacheFolder;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Platform;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command takes from the process that it runs in.
 *
 * @param version of this jbuild, as {@code --version} says it
 * @param start how it was started
 * @param nativePlatform the platform that runs without emulation
 * @param userPlatform the platform of this machine
 * @param state folder of what outlives a build
 * @param recall empty when the front could not answer this request whatever happened
 * @param started when the user began to wait
 */
public record Surroundings(
        String version,
        Start start,
        Map<String, String> environment,
        Platform nativePlatform,
        Platform userPlatform,
        Path state,
        Optional<Recall> recall,
        Console console,
        InstantSource clock,
        Instant started) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Shows what goes on, as is usual where nobody says how. */
    Display display() {
        return console.display(ProgressStyle.AUTO, clock);
    }

    /** What is asked of the engine when nothing is to be built: no rights, no secrets. */
    BuildRequest look(ProjectOptions project, Evaluation evaluation, Builders builders) {
        return look(project, evaluation, builders, LockUse.EXTEND);
    }

    /** The same, with what may be done about names that are not locked. */
    BuildRequest look(
            ProjectOptions project, Evaluation evaluation, Builders builders, LockUse lock) {
        return new BuildRequest(
                project.root(),
                evaluation,
                project.arguments(),
                new Permissions(false, false, lock),
                new Session(environment, Secrets.NONE, new Trust.None(), builders),
                new CacheFolder(state, CacheSize.usual()));
    }

    /** How the build files of a project may use other repositories. */
    RepositoryUse repositories(ProjectOptions project, LockUse lock) {
        return new RepositoryUse(project.root(), state, environment, lock, Optional.empty());
    }

    /** What is asked of the build files of a project. */
    LoadRequest load(ProjectOptions project, List<String> goals, List<Platform> platforms) {
        return new LoadRequest(
                        project.root(),
                        goals,
                        platforms,
                        nativePlatform,
                        project.arguments(),
                        environment)
                .from(userPlatform);
    }
}
