package dev.jbuild.buildkit.llb;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * Lays trees over each other, the last on top, without copying them. Ask for the capability {@code
 * mergeop} first.
 */
public record MergeOp(List<Output> layers) implements Op {

    /** Throws {@link IllegalArgumentException} for fewer than two trees. */
    public MergeOp {
        layers = List.copyOf(layers);
        if (layers.size() < 2) {
            throw new IllegalArgumentException("a merge needs two trees");
        }
    }

    @Override
    public List<Output> inputs() {
        return List.copyOf(new LinkedHashSet<>(layers));
    }
}
