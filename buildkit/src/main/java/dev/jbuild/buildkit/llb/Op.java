package dev.jbuild.buildkit.llb;

import java.util.List;

/** One operation of a build graph. Its digest depends on these values and on nothing else. */
public sealed interface Op permits SourceOp, ExecOp, FileOp, MergeOp, DiffOp, ForeignOp {

    /**
     * What the operation reads, each tree once, in the order in which its fields refer to them by
     * position.
     */
    List<Output> inputs();

    /** How many trees it makes. */
    default int outputCount() {
        return 1;
    }

    /** The operation as a node of a graph, without any remarks. */
    default Vertex vertex() {
        return vertex(Remarks.NONE);
    }

    /** The operation as a node of a graph. The remarks do not change its digest. */
    default Vertex vertex(Remarks remarks) {
        return Vertex.of(this, remarks);
    }
}
