package dev.jbuild.buildkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.ForeignOp;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.ProgressGroup;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.buildkit.llb.Vertex;
import dev.jbuild.buildkit.wire.pb.ExportCache;
import dev.jbuild.buildkit.wire.pb.Input;
import dev.jbuild.buildkit.wire.pb.Op;
import dev.jbuild.buildkit.wire.pb.OpMetadata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts graphs and platforms into wire messages. */
final class WireGraphs {

    private WireGraphs() {}

    static dev.jbuild.buildkit.wire.pb.Definition definition(Definition definition)
            throws BuildkitException.Rejected {
        var wire = dev.jbuild.buildkit.wire.pb.Definition.newBuilder();
        definition.encoded().forEach(op -> wire.addDef(ByteString.copyFrom(op)));
        for (Vertex vertex : definition.vertices()) {
            Remarks remarks = definition.remarks(vertex.digest());
            if (!remarks.equals(Remarks.NONE)) {
                wire.putMetadata(vertex.digest().value(), metadata(remarks));
            }
        }
        return Safeguard.definition(wire.build());
    }

    /** A graph for a frontend, which takes one of whose operations nothing is said for none. */
    static dev.jbuild.buildkit.wire.pb.Definition input(Definition definition)
            throws BuildkitException.Rejected {
        var wire = definition(definition);
        return wire.getMetadataCount() > 0
                ? wire
                : wire.toBuilder()
                        .putMetadata(
                                definition.root().vertex().digest().value(),
                                OpMetadata.getDefaultInstance())
                        .build();
    }

    /** A graph that the daemon wrote; one without operations is the empty tree. */
    static Tree read(dev.jbuild.buildkit.wire.pb.Definition wire)
            throws BuildkitException.DaemonError {
        if (wire.getDefCount() == 0) {
            return Tree.scratch();
        }
        try {
            Map<String, Vertex> vertices = new HashMap<>();
            for (ByteString encoded : wire.getDefList().subList(0, wire.getDefCount() - 1)) {
                ForeignOp op =
                        new ForeignOp(
                                Bytes.of(encoded.toByteArray()),
                                inputs(Op.parseFrom(encoded), vertices));
                OpMetadata said =
                        wire.getMetadataOrDefault(
                                op.vertex().digest().value(), OpMetadata.getDefaultInstance());
                Vertex vertex =
                        op.vertex(
                                Remarks.named(said.getDescriptionOrDefault("llb.customname", ""))
                                        .withIgnoreCache(said.getIgnoreCache()));
                vertices.put(vertex.digest().value(), vertex);
            }
            Op end = Op.parseFrom(wire.getDef(wire.getDefCount() - 1));
            List<Output> result = inputs(end, vertices);
            if (result.isEmpty()) {
                throw new BuildkitException.DaemonError("the daemon's graph has no end", null);
            }
            return result.getFirst();
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new BuildkitException.DaemonError(
                    "the daemon's graph cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Output> inputs(Op op, Map<String, Vertex> known)
            throws BuildkitException.DaemonError {
        List<Output> inputs = new ArrayList<>();
        for (Input input : op.getInputsList()) {
            Vertex vertex = known.get(input.getDigest());
            if (vertex == null) {
                throw new BuildkitException.DaemonError(
                        "the daemon's graph lacks " + input.getDigest(), null);
            }
            inputs.add(new Output(vertex, (int) input.getIndex()));
        }
        return inputs;
    }

    static dev.jbuild.buildkit.wire.pb.Platform platform(Platform platform) {
        return dev.jbuild.buildkit.wire.pb.Platform.newBuilder()
                .setOS(platform.os())
                .setArchitecture(platform.architecture())
                .setVariant(platform.variant())
                .build();
    }

    private static OpMetadata metadata(Remarks remarks) {
        OpMetadata.Builder metadata = OpMetadata.newBuilder().setIgnoreCache(remarks.ignoreCache());
        if (!remarks.name().isEmpty()) {
            metadata.putDescription("llb.customname", remarks.name());
        }
        if (!remarks.exportCache()) {
            metadata.setExportCache(ExportCache.newBuilder().setValue(false));
        }
        ProgressGroup group = remarks.group();
        if (group != null) {
            metadata.setProgressGroup(
                    dev.jbuild.buildkit.wire.pb.ProgressGroup.newBuilder()
                            .setId(group.id())
                            .setName(group.name())
                            .setWeak(group.weak()));
        }
        return metadata.build();
    }
}
