package dev.jbuild.engine;

import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.image.ImageContents;
import dev.jbuild.engine.image.SizeReport;
import dev.jbuild.engine.image.Sizes;
import dev.jbuild.engine.output.ImageLedger;
import dev.jbuild.engine.output.Source;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
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

    /** Finds out what an image consists of, if asked for with its folders. */
    @FunctionalInterface
    interface Look {
        List<ImageContents> into(boolean folders)
                throws BuildException, InterruptedException, IOException;
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
     * @param look finds out what the image consists of
     */
    SequencedMap<RecipeId, NodeOutcome> exceeded(Output.Image image, Source source, Look look)
            throws BuildException, InterruptedException, IOException {
        SequencedMap<RecipeId, NodeOutcome> exceeded = new LinkedHashMap<>();
        if (isKept(image, source)) {
            return exceeded;
        }
        List<ImageContents> looks = look.into(false);
        SortedMap<Platform, Long> sizes = new TreeMap<>();
        looks.forEach(contents -> sizes.put(contents.platform(), contents.size()));
        ledger.rememberSizes(image, source, sizes);
        if (isKept(image, source)) {
            return exceeded;
        }
        Map<Platform, ImageContents> insides = new TreeMap<>();
        for (ImageContents contents : look.into(true)) {
            insides.put(contents.platform(), contents);
        }
        long most = image.options().maxSize().orElseThrow().bytes();
        for (ImageContents seen : looks) {
            if (seen.size() > most) {
                RecipeId node = Objects.requireNonNull(image.nodes().get(seen.platform()));
                ImageContents inside = Objects.requireNonNull(insides.get(seen.platform()));
                exceeded.put(node, failure(image, node, seen.with(inside.folders())));
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
