package dev.jbuild.dsl.compile;

import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.Optional;

/** Where a build file finds those that it has functions of. */
@FunctionalInterface
public interface Imports {
    /**
     * The build file of a folder; empty when it has none.
     *
     * @param folder relative to the project's root
     * @throws UserMistake with what is wrong in that file
     */
    Optional<CompiledScript> of(String folder) throws UserMistake, EnvironmentFailure;
}
