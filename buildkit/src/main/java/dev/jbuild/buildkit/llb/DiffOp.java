package dev.jbuild.buildkit.llb;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * What {@code upper} has over {@code lower}, as a tree of its own. Ask for the capability {@code
 * diffop} first.
 */
public record DiffOp(Tree lower, Tree upper) implements Op {

    @Override
    public List<Output> inputs() {
        var inputs = new LinkedHashSet<Output>();
        if (lower instanceof Output output) {
            inputs.add(output);
        }
        if (upper instanceof Output output) {
            inputs.add(output);
        }
        return List.copyOf(inputs);
    }
}
