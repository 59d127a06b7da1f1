package dev.jbuild.engine.solve;

import dev.jbuild.buildkit.BuildOutcome;
import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Export;
import dev.jbuild.buildkit.GatewayResult;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;

import java.util.Collection;

/** Runs builds whose result leaves the builder. */
@FunctionalInterface
public interface Exporter {
    /**
     * Runs {@code work} and exports its result.
     *
     * @param of the nodes whose result it is, all of one builder
     * @return what the exporter reports
     */
    BuildOutcome<GatewayResult> export(
            Collection<RecipeId> of, Export export, Builder.Work<GatewayResult> work)
            throws BuildException, BuildkitException, InterruptedException;
}
