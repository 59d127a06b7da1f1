package dev.jbuild.engine.run;

import dev.jbuild.model.Step;

import java.util.List;
import java.util.Optional;

/**
 * What is behind a failure of which the builder says less than jbuild knows.
 *
 * @param problem in place of what the builder says
 * @param cure what to do about it
 */
record Diagnosis(String problem, String cure) {
    /**
     * Reads it from what the builder says of a failed step.
     *
     * @param steps of the target
     * @param index of the step that failed
     */
    static Optional<Diagnosis> of(List<Step> steps, int index, String said) {
        return ChangedDownload.of(steps.get(index), said)
                .or(() -> MissingSource.of(steps.get(index), said))
                .or(() -> MissingUser.of(steps, index, said));
    }
}
