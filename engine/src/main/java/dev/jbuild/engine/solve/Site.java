package dev.jbuild.engine.solve;

import java.util.Optional;

/**
 * Where steps run: in the Docker engine, or at a builder of its own.
 *
 * @param builder absent for the one inside of the engine
 */
public record Site(Optional<BuilderAddress> builder) {
    /** Inside of the engine. */
    public static final Site ENGINE = new Site(Optional.empty());

    /** At a builder of its own. */
    public static Site at(BuilderAddress builder) {
        return new Site(Optional.of(builder));
    }

    /** Whether it is the one inside of the engine, which keeps images. */
    public boolean isEngine() {
        return builder.isEmpty();
    }

    /** The same as an answer to the question where. */
    public String where() {
        return isEngine() ? "in the engine" : "at " + this;
    }

    /** What people call it. */
    @Override
    public String toString() {
        return builder.map(BuilderAddress::toString).orElse("the engine");
    }
}
