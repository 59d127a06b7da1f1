package dev.jbuild.engine.shell;

import dev.jbuild.model.failure.BuildException;

/** Somebody who looks into sandboxes. */
@FunctionalInterface
public interface Visitor {
    /**
     * Looks around, for as long as it takes. Events of the build wait until then.
     *
     * @throws InterruptedException when the thread was interrupted; what was started has ended
     */
    void visit(Room room) throws BuildException, InterruptedException;
}
