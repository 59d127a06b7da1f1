package dev.jbuild.engine.lower;

import dev.jbuild.model.RunOptions;
import dev.jbuild.model.Step;

/** When the files of an image were written, as they say, apart from those of its base image. */
public enum Times {
    /** At the one time that copied files have. */
    FIXED,
    /**
     * Some of them when they were: in a run; or folders, when a copy put something into them that
     * they did not have.
     */
    AS_WRITTEN,
    /** Some of them when the project says, which is to stay so. */
    KEPT;

    /** What they say after one more step. */
    Times after(Step step) {
        return switch (step) {
            case Step.Run run when run.options().when() != RunOptions.When.ON_PUSH ->
                    max(AS_WRITTEN);
            case Step.Copy copy when copy.options().keepTimes() -> KEPT;
            case Step.Copy _, Step.Workdir _ -> max(AS_WRITTEN);
            default -> this;
        };
    }

    private Times max(Times other) {
        return compareTo(other) < 0 ? other : this;
    }
}
