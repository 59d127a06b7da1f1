package dev.jbuild.engine.run;

import dev.jbuild.buildkit.Gateway;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.model.failure.BuildException;

/** Where nodes are solved. */
@FunctionalInterface
public interface Gateways {
    /** Code of the failure that the builder is not there which something should come from. */
    String ABSENT = "builder-absent";

    /**
     * The gateway to the builder of a node, which can get all that the node needs when this
     * returns.
     *
     * @throws BuildException by the code {@link #ABSENT} when a builder is not there; then the node
     *     fails, and others need not
     */
    Gateway of(PlanNode node) throws BuildException, InterruptedException;
}
