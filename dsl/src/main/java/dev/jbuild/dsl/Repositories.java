package dev.jbuild.dsl;

import dev.jbuild.model.Checkout;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

/** Where build files find the other repositories that they refer to. */
@FunctionalInterface
public interface Repositories {
    /** There are none. */
    Repositories NONE =
            at -> {
                throw new UserMistake(
                        Diagnostic.of(
                                "no-repositories",
                                "`" + at + "` cannot be looked at here",
                                "build files of other repositories need a build"));
            };

    /**
     * The files of a repository. Equal questions get equal answers.
     *
     * @throws UserMistake when there is none, or no such name in it; without a place
     */
    Checkout checkout(GitRef at) throws BuildException;
}
