package dev.jbuild.engine.shell;

/** Whether, and when, somebody looks into a sandbox. */
public sealed interface Visit {
    /** Never. */
    record None() implements Visit {}

    /** Whenever a step has failed, before the build goes on. */
    record OnFailure(Visitor visitor) implements Visit {}

    /**
     * When the one target that is asked for is made, or a step has failed. Nothing is delivered.
     */
    record AtEnd(Visitor visitor) implements Visit {}
}
