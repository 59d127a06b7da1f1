package dev.jbuild.buildkit;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.ProgressGroup;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.Vertex;
import dev.jbuild.buildkit.wire.pb.ExportCache;
import dev.jbuild.buildkit.wire.pb.OpMetadata;

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
