package dev.jbuild.buildkit;

import dev.jbuild.buildkit.session.ExportSink;
import dev.jbuild.buildkit.wire.control.Exporter;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says of each export how the daemon calls it and where our end of it is. */
final class WireExports {

    private WireExports() {}

    static Exporter exporter(Export export) {
        var attributes = new TreeMap<>(export.attributes());
        String type =
                switch (export) {
                    case Export.Local _, Export.Files _ -> "local";
                    case Export.Tar _ -> "tar";
                    case Export.DockerArchive docker ->
                            named("docker", docker.names(), false, attributes);
                    case Export.OciArchive oci -> named("oci", oci.names(), false, attributes);
                    case Export.Image image ->
                            named("image", image.names(), image.push(), attributes);
                    case Export.Moby moby -> named("moby", moby.names(), moby.push(), attributes);
                };
        return Exporter.newBuilder().setType(type).putAllAttrs(attributes).build();
    }

    static ExportSink sink(Export export) {
        return switch (export) {
            case Export.Local local -> new ExportSink.Directory(local.directory(), local.most());
            case Export.Files files -> new ExportSink.Files(files.target());
            case Export.Tar tar -> new ExportSink.Stream(tar.target()::open);
            case Export.DockerArchive docker -> new ExportSink.Stream(docker.target()::open);
            case Export.OciArchive oci -> new ExportSink.Stream(oci.target()::open);
            case Export.Image _, Export.Moby _ -> new ExportSink.None();
        };
    }

    /** Refuses what the daemon would drop without a word. */
    static void check(List<Export> exports, Capabilities capabilities)
            throws BuildkitException.Rejected {
        if (exports.size() > 1 && !capabilities.multipleExports()) {
            throw new BuildkitException.Rejected(
                    "this daemon does one export for each build, not " + exports.size());
        }
        boolean pushes =
                exports.stream()
                        .anyMatch(export -> export instanceof Export.Moby moby && moby.push());
        if (pushes && capabilities.imageStore() == Capabilities.ImageStore.GRAPHDRIVER) {
            throw new BuildkitException.Rejected(
                    "this Docker engine cannot push while it builds; export the image and push it"
                            + " through Docker's API");
        }
    }

    /** Whether {@link #check} may find fault at all; asking for the capabilities takes time. */
    static boolean needCheck(List<Export> exports) {
        return exports.size() > 1
                || exports.stream()
                        .anyMatch(export -> export instanceof Export.Moby moby && moby.push());
    }

    private static String named(
            String type, List<String> names, boolean push, Map<String, String> attributes) {
        if (!names.isEmpty()) {
            attributes.put("name", String.join(",", names));
        }
        if (push) {
            attributes.put("push", "true");
        }
        return type;
    }
}
