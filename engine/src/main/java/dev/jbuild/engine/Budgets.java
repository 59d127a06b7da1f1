package dev.jbuild.engine;

import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.image.ImageContents;
import dev.jbuild.engine.image.SizeReport;
import dev.jbuild.engine.image.Sizes;
import dev.jbuild.engine.output.ImageLedger;
import dev.jbuild.engine.output.ImageOutput;
import dev.jbuild.engine.output.Source;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds images to the size that they may have, before anybody has them. */
final class Budgets {
    private final ImageLedger ledger;

    Budgets(ImageLedger ledger) {
        this.ledger = ledger;
    }

    /** Whether an image is known not to be too large. */
    boolean isKept(Output.Image image, Source source) throws IOException {
        if (image.options().maxSize().isEmpty()) {
            return true;
        }
        long most = image.options().maxSize().get().bytes();
        return ledger.sizes(image, source)
                .filter(sizes -> sizes.values().stream().allMatch(size -> size <= most))
                .isPresent();
    }

    /**
     * The nodes whose images are too large.
     *
     * @param scratch an empty folder
     */
    SequencedMap<RecipeId, NodeOutcome> exceeded(
            Output.Image image, Source source, ImageOutput output, Path scratch)
            throws BuildException, InterruptedException, IOException {
        SequencedMap<RecipeId, NodeOutcome> exceeded = new LinkedHashMap<>();
        if (isKept(image, source)) {
            return exceeded;
        }
        List<ImageContents> looks = output.look(image, source, false, scratch);
        SortedMap<Platform, Long> sizes = new TreeMap<>();
        looks.forEach(contents -> sizes.put(contents.platform(), contents.size()));
        ledger.rememberSizes(image, source, sizes);
        if (isKept(image, source)) {
            return exceeded;
        }
        Map<Platform, ImageContents> insides = new TreeMap<>();
        for (ImageContents contents : output.look(image, source, true, scratch)) {
            insides.put(contents.platform(), contents);
        }
        long most = image.options().maxSize().orElseThrow().bytes();
        for (ImageContents look : looks) {
            if (look.size() > most) {
                RecipeId node = Objects.requireNonNull(image.nodes().get(look.platform()));
                ImageContents inside = Objects.requireNonNull(insides.get(look.platform()));
                exceeded.put(node, failure(image, node, look.with(inside.folders())));
            }
        }
        return exceeded;
    }

    private static NodeOutcome failure(Output.Image image, RecipeId node, ImageContents look) {
        return new NodeOutcome.Failed(
                new StepFailure(
                        node,
                        image.span(),
                        List.of(),
                        "image " + image.name(),
                        OptionalInt.empty(),
                        "the image has "
                                + Sizes.exact(look.size())
                                + ", and `maxSize:` allows "
                                + Sizes.exact(image.options().maxSize().orElseThrow().bytes()),
                        SizeReport.of(look)));
    }
}
