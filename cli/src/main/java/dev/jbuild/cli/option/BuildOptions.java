package dev.jbuild.cli.option;

import dev.jbuild.engine.Conduct;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.model.Platform;

import java.util.List;

/**
 * A build as the command line asks for it.
 *
 * @param goals references to targets, at least one
 * @param platforms what to build the goals for, empty for the native platform
 * @param privileged whether steps may have the rights over the engine that they ask for
 * @param builders who runs the steps
 * @param lock what may be done about names that the lock does not know
 * @param feedback how to tell of it
 * @param conduct how to go about it
 * @param shellOnFailure whether the user wants to look into steps that fail
 */
public record BuildOptions(
        ProjectOptions project,
        List<String> goals,
        List<Platform> platforms,
        boolean push,
        boolean privileged,
        Secrets secrets,
        LockUse lock,
        Trust trust,
        Builders builders,
        CacheSize cacheSize,
        Feedback feedback,
        Conduct conduct,
        boolean shellOnFailure) {
    public BuildOptions {
        goals = List.copyOf(goals);
        platforms = List.copyOf(platforms);
    }
}
