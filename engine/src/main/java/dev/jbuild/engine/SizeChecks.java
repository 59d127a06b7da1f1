package dev.jbuild.engine;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.output.ScratchFolder;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Finds images that are larger than they may be, before anything is delivered.
 *
 * @param scratch the folder for what has to be looked at
 */
record SizeChecks(Outlets outlets, Path scratch, Consumer<BuildEvent> events) {
    /**
     * The nodes whose images are larger than they may be; nothing is to be delivered then.
     *
     * @param lowered all nodes
     * @param exporter for what has to come out of the builder
     */
    SequencedMap<RecipeId, NodeOutcome> tooLarge(Map<RecipeId, Lowered> lowered, Exporter exporter)
            throws BuildException, InterruptedException, IOException {
        SequencedMap<RecipeId, NodeOutcome> tooLarge = new LinkedHashMap<>();
        for (Output.Image image : outlets.wanted().of(Output.Image.class)) {
            tooLarge.putAll(tooLarge(image, lowered, exporter));
        }
        return tooLarge;
    }

    /**
     * The same of a build in which something else has failed: the nodes that have their results.
     * What keeps an image from being looked at is told and changes nothing.
     */
    SequencedMap<RecipeId, NodeOutcome> alsoTooLarge(
            Map<RecipeId, NodeOutcome> outcomes, Map<RecipeId, Lowered> lowered, Exporter exporter)
            throws InterruptedException, IOException {
        SequencedMap<RecipeId, NodeOutcome> tooLarge = new LinkedHashMap<>();
        for (Output.Image image : outlets.wanted().of(Output.Image.class)) {
            if (image.allNodes().stream()
                    .allMatch(node -> NodeOutcome.isWell(outcomes.get(node)))) {
                try {
                    tooLarge.putAll(tooLarge(image, lowered, exporter));
                } catch (BuildException e) {
                    events.accept(
                            new BuildEvent.Notice(
                                    "how large image `"
                                            + image.name()
                                            + "` is was not looked at: "
                                            + e.getMessage()));
                }
            }
        }
        return tooLarge;
    }

    private SequencedMap<RecipeId, NodeOutcome> tooLarge(
            Output.Image image, Map<RecipeId, Lowered> lowered, Exporter exporter)
            throws BuildException, InterruptedException, IOException {
        try (ScratchFolder folder = ScratchFolder.in(scratch)) {
            return outlets.images()
                    .tooLarge(image, outlets.wanted().source(lowered), exporter, folder.path());
        }
    }
}
