package dev.jbuild.engine;

import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.output.Source;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.RecipeId;

import java.util.List;
import java.util.Map;

/**
 * The outputs of a plan that a build is to deliver, and where they come from.
 *
 * @param push whether something may leave the machine
 */
record WantedOutputs(Aim aim, KeyedPlan nodes, boolean push) {
    <T extends Output> List<T> of(Class<T> kind) {
        return nodes.plan().outputs().stream()
                .filter(this::isWanted)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Publishing to a bucket is like pushing, and what names a pushed image needs a push. */
    private boolean isWanted(Output output) {
        if (aim == Aim.PLAN_RELEASES) {
            return output instanceof Output.Cdn;
        }
        if (push) {
            return true;
        }
        return switch (output) {
            case Output.Cdn cdn -> cdn.release().origin() instanceof CdnRelease.Origin.Folder;
            case Output.Deploy file -> file.content().isKnown();
            case Output.Files _, Output.Image _, Output.Archive _ -> true;
        };
    }

    /**
     * What they are made from.
     *
     * @param lowered all nodes, or none where the builder is not asked
     */
    Source source(Map<RecipeId, Lowered> lowered) {
        return nodes.source(lowered);
    }
}
