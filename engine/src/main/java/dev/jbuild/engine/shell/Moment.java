package dev.jbuild.engine.shell;

import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.model.RecipeId;

/** The moment at which a sandbox is seen. */
public sealed interface Moment {
    /** The target whose sandbox it is. */
    RecipeId target();

    /** After the last step. */
    record End(RecipeId target) implements Moment {}

    /** After a step that failed, as that left it. */
    record Failed(RecipeId target, StepFailure step) implements Moment {}

    /** Before a step that failed: the engine does not keep how that left it. */
    record BeforeFailure(RecipeId target, StepFailure step) implements Moment {}
}
