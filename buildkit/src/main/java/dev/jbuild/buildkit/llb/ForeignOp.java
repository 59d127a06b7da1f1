package dev.jbuild.buildkit.llb;

import java.util.List;

/**
 * An operation that a daemon wrote, for instance for a Dockerfile: passed on as it is.
 *
 * @param encoded the bytes, which its digest is taken of
 */
public record ForeignOp(Bytes encoded, List<Output> inputs) implements Op {
    public ForeignOp {
        inputs = List.copyOf(inputs);
    }

    /** Only the daemon knows; no operation has more. */
    @Override
    public int outputCount() {
        return Integer.MAX_VALUE;
    }
}
