package dev.jbuild.buildkit.llb;

/**
 * One of the trees that an operation makes.
 *
 * @param index position among the outputs of the operation; 0 for all but {@link ExecOp}
 */
public record Output(Vertex vertex, int index) implements Tree {

    /** Throws {@link IllegalArgumentException} when the operation has no such output. */
    public Output {
        if (index < 0 || index >= vertex.op().outputCount()) {
            throw new IllegalArgumentException(
                    "output "
                            + index
                            + " of an operation with "
                            + vertex.op().outputCount()
                            + " outputs");
        }
    }
}
