package dev.jbuild.engine.testing;

import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.engine.lower.ImageConfig;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.lower.StepId;
import dev.jbuild.engine.lower.Times;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Recipes of which nothing counts but their operations. */
public final class LoweredSteps {
    private LoweredSteps() {}

    public static Lowered of(OpDigest operation, StepId step) {
        return new Lowered(
                Tree.scratch(),
                ImageConfig.EMPTY,
                Optional.empty(),
                new TreeMap<>(),
                Times.FIXED,
                new LinkedHashMap<>(),
                Map.of(operation, step),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty());
    }
}
