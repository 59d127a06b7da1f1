package dev.jbuild.engine.output;

import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.engine.lower.ImageConfig;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.lower.Times;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.Platform;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the builder packs images: such that equal images have equal digests, whoever packs them when.
 *
 * @param store where the engine keeps images
 */
record Packing(Capabilities.ImageStore store) {
    /** For an engine that has made it, which takes what was written as it is. */
    Map<String, String> loaded(Output.Image image, Source source) {
        Map<String, String> attributes = new HashMap<>();
        // On every engine, so that the same image has the same digest.
        attributes.put("oci-mediatypes", "true");
        if (store != Capabilities.ImageStore.GRAPHDRIVER) {
            // Else layers are as another image happened to have them packed on this engine.
            attributes.put(
                    "compression", image.options().packing().name().toLowerCase(Locale.ROOT));
            attributes.put("force-compression", "true");
            // Else the history of the image says when its layers were made.
            attributes.put(
                    "source-date-epoch", Long.toString(ImageConfig.CREATED.getEpochSecond()));
        }
        annotate(image, source, attributes);
        return attributes;
    }

    /** For a file. */
    Map<String, String> written(Output.Image image, Source source) {
        Map<String, String> attributes = loaded(image, source);
        Set<Times> times =
                image.nodes().values().stream()
                        .map(node -> source.lowered(node).times())
                        .collect(Collectors.toSet());
        if (times.contains(Times.AS_WRITTEN) && !times.contains(Times.KEPT)) {
            attributes.put("rewrite-timestamp", "true");
        }
        return attributes;
    }

    /** For a registry. */
    Map<String, String> pushed(Output.Image image, Source source) {
        Map<String, String> attributes = written(image, source);
        attributes.put("store", "false");
        return attributes;
    }

    /** To the manifest of each platform, and where there is an index, to that. */
    private static void annotate(
            Output.Image image, Source source, Map<String, String> attributes) {
        image.nodes()
                .forEach(
                        (platform, node) -> {
                            Lowered lowered = source.lowered(node);
                            lowered.annotations()
                                    .forEach(
                                            (name, value) ->
                                                    annotate(
                                                            image,
                                                            platform,
                                                            name,
                                                            value,
                                                            attributes));
                        });
    }

    private static void annotate(
            Output.Image image,
            Platform platform,
            String name,
            String value,
            Map<String, String> attributes) {
        if (image.nodes().size() == 1) {
            attributes.put("annotation." + name, value);
        } else {
            attributes.put("annotation[" + platform + "]." + name, value);
            attributes.put("annotation-index." + name, value);
        }
    }
}
