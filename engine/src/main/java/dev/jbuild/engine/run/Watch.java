package dev.jbuild.engine.run;

import dev.jbuild.buildkit.Progress;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.service.Services;
import dev.jbuild.model.RecipeId;

import java.util.Map;
import java.util.function.Consumer;

/**
 * All who follow what the builder does.
 *
 * @param merged knows steps again that are done for another build
 * @param tracker tells of steps
 * @param limits ends what takes too long
 * @param services stand beside steps
 */
public record Watch(MergedSteps merged, StepTracker tracker, TimeLimits limits, Services services) {
    /** Makes nodes known, but for their services, which need somebody who exports images. */
    public void follow(Map<RecipeId, Lowered> nodes) {
        nodes.values().forEach(merged::follow);
        nodes.values().forEach(tracker::follow);
        nodes.forEach(limits::follow);
    }

    /** Takes what the builder tells while nodes are solved. */
    public Consumer<Progress> ofSolving() {
        return merged.before(tracker.andThen(limits).andThen(services));
    }

    /** Takes what the builder tells while results are exported. */
    public Consumer<Progress> ofExporting() {
        return merged.before(tracker);
    }
}
