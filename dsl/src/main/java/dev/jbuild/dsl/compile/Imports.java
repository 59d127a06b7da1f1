package dev.jbuild.dsl.compile;

import dev.jbuild.model.Folder;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.Optional;

/** Where a build file finds those that it has functions of. */
@FunctionalInterface
public interface Imports {
    /**
     * The build file of a folder; empty when it has none.
     *
     * @throws UserMistake with what is wrong in that file
     */
    Optional<CompiledScript> of(Folder folder) throws UserMistake, EnvironmentFailure;
}
