package dev.jbuild.buildkit.llb;

/**
 * An operation as a node of a graph: encoded once, named by its digest. Two vertices with the same
 * digest are the same operation, whatever their remarks.
 *
 * <p>Not a record: comparing operations field by field would walk the whole graph below them, each
 * shared part as often as it is reached.
 */
public final class Vertex {

    private final Op op;
    private final Remarks remarks;
    private final byte[] encoded;
    private final OpDigest digest;

    private Vertex(Op op, Remarks remarks, byte[] encoded) {
        this.op = op;
        this.remarks = remarks;
        this.encoded = encoded;
        this.digest = OpDigest.of(encoded);
    }

    static Vertex of(Op op, Remarks remarks) {
        return new Vertex(op, remarks, OpEncoder.encode(op));
    }

    public Op op() {
        return op;
    }

    public Remarks remarks() {
        return remarks;
    }

    public OpDigest digest() {
        return digest;
    }

    /** The first output, the only one of most operations. */
    public Output output() {
        return new Output(this, 0);
    }

    /** The bytes as they go to the daemon. */
    public Bytes bytes() {
        return Bytes.of(encoded);
    }

    byte[] encoded() {
        return encoded;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vertex that && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return op.getClass().getSimpleName() + " " + digest;
    }
}
