package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.util.Optional;

/** A real origin whose publisher dies in front of the last word: all is served, nothing is said. */
final class DyingOrigin extends PassingOrigin {
    private int pointed;

    DyingOrigin(Origin origin) {
        super(origin);
    }

    /** What ends the publisher. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Optional<Version> point(Pointer next, Optional<Version> expected)
            throws BuildException, IOException {
        if (++pointed > 1) {
            throw new Death();
        }
        return super.point(next, expected);
    }
}
