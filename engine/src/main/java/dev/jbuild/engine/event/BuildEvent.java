package dev.jbuild.engine.event;

import dev.jbuild.model.RecipeId;

import java.time.Duration;
import java.util.List;

/**
 * Something that a person who watches a build may want to know. Events of one node come in order;
 * events of different nodes interleave. Each is delivered on some thread of the build, one at a
 * time.
 */
public sealed interface BuildEvent {

    /** The graph is known. {@code nodes} come in an order in which they could run one by one. */
    record Planned(List<RecipeId> nodes) implements BuildEvent {
        public Planned {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * The engine that the build runs on was found; {@code description} names its kind, version and
     * address.
     */
    record EngineReady(String description) implements BuildEvent {}

    /** Work on a node began, because {@code reason}. A node that is reused never starts. */
    record NodeStarted(RecipeId node, String reason) implements BuildEvent {}

    /** A step began. {@code step} is its index within the recipe. */
    record StepStarted(RecipeId node, int step, String description) implements BuildEvent {}

    /** A step ended well. {@code cached} when the engine had its result already. */
    record StepFinished(RecipeId node, int step, String description, Duration took, boolean cached)
            implements BuildEvent {}

    /** A whole line that a step printed, without its line end. */
    record StepOutput(RecipeId node, int step, String line) implements BuildEvent {}

    /** A node came to its end. */
    record NodeFinished(RecipeId node, NodeOutcome outcome) implements BuildEvent {}

    /** An output reached its place, or was found there as it should be. */
    record Delivered(RecipeId node, Delivery delivery) implements BuildEvent {}

    /**
     * Something that a person should know and that changes nothing: a retry, an emulated platform.
     */
    record Notice(String text) implements BuildEvent {}
}
