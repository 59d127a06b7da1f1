package dev.jbuild.buildkit.llb;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Writes an operation byte for byte as BuildKit's own library does: inputs, platform, constraints,
 * and only then the operation itself although its field number is lower. BuildKit 0.18 and later
 * decode and encode what they get, and would otherwise know the operation under another digest than
 * we do.
 */
final class OpEncoder {

    private static final int INPUTS = 1;
    private static final int EXEC = 2;
    private static final int SOURCE = 3;
    private static final int FILE = 4;
    private static final int MERGE = 6;
    private static final int DIFF = 7;
    private static final int PLATFORM = 10;
    private static final int CONSTRAINTS = 11;

    private OpEncoder() {}

    static byte[] encode(Op op) {
        if (op instanceof ForeignOp foreign) {
            return foreign.encoded().toArray();
        }
        var out = new ProtoWriter();
        List<Output> inputs = op.inputs();
        inputs.forEach(input -> out.message(INPUTS, input(input)));
        Platform platform = platform(op);
        if (platform != null) {
            out.message(
                    PLATFORM,
                    new ProtoWriter()
                            .string(1, platform.architecture())
                            .string(2, platform.os())
                            .string(3, platform.variant()));
        }
        out.message(CONSTRAINTS, new ProtoWriter());
        switch (op) {
            case SourceOp source ->
                    out.message(
                            SOURCE,
                            new ProtoWriter()
                                    .string(1, source.identifier())
                                    .map(2, source.attributes()));
            case ExecOp exec -> out.message(EXEC, ExecEncoder.encode(exec, inputs));
            case FileOp file -> out.message(FILE, FileEncoder.encode(file, inputs));
            case MergeOp merge -> out.message(MERGE, merge(merge, inputs));
            case DiffOp diff ->
                    out.message(
                            DIFF,
                            new ProtoWriter()
                                    .message(1, position(diff.lower(), inputs))
                                    .message(2, position(diff.upper(), inputs)));
            case ForeignOp _ -> throw new IllegalArgumentException("encoded already: " + op);
        }
        return out.toBytes();
    }

    /** The last element of a definition: it names the wanted output and is no operation. */
    static byte[] pointer(Output root) {
        return new ProtoWriter().message(INPUTS, input(root)).toBytes();
    }

    /** Position of a tree among the inputs; -1 for the empty tree. */
    static int index(Tree tree, List<Output> inputs) {
        return switch (tree) {
            case Scratch _ -> -1;
            case Output output -> inputs.indexOf(output);
        };
    }

    private static ProtoWriter input(Output input) {
        return new ProtoWriter()
                .string(1, input.vertex().digest().value())
                .number(2, input.index());
    }

    private static @Nullable Platform platform(Op op) {
        return switch (op) {
            case SourceOp source -> source.platform();
            case ExecOp exec -> exec.platform();
            case FileOp _, MergeOp _, DiffOp _, ForeignOp _ -> null;
        };
    }

    private static ProtoWriter merge(MergeOp merge, List<Output> inputs) {
        var out = new ProtoWriter();
        merge.layers().forEach(layer -> out.message(1, position(layer, inputs)));
        return out;
    }

    private static ProtoWriter position(Tree tree, List<Output> inputs) {
        return new ProtoWriter().number(1, index(tree, inputs));
    }
}
