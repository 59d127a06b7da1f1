package dev.jbuild.engine.output;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Platform;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Remembers what images were delivered as, so that the engine and the registry need only be asked
 * whether they are still that.
 */
public final class ImageLedger {
    private static final String DIGEST = "digest";
    private static final String PLATFORMS = "platforms";

    private final ActionCache actions;

    public ImageLedger(ActionCache actions) {
        this.actions = actions;
    }

    /** The last delivery into the engine of exactly this image, as one that changes nothing. */
    public Optional<Delivery.Loaded> loaded(Output.Image image, Source source) throws IOException {
        return find("loaded", image, source)
                .map(r -> new Delivery.Loaded(image.name(), r.platforms, r.digest, true));
    }

    /** The last push of exactly this image, as one that changes nothing. */
    public Optional<Delivery.Pushed> pushed(Output.Image image, Source source) throws IOException {
        return find("pushed", image, source)
                .map(r -> new Delivery.Pushed(image.name(), r.platforms, r.digest, true));
    }

    /** Remembers a delivery of {@code image}. */
    public void remember(Output.Image image, Source source, Delivery delivery) throws IOException {
        switch (delivery) {
            case Delivery.Loaded loaded ->
                    publish("loaded", image, source, new Known(loaded.id(), loaded.platforms()));
            case Delivery.Pushed pushed ->
                    publish("pushed", image, source, new Known(pushed.index(), pushed.platforms()));
            case Delivery.Files _, Delivery.Released _ ->
                    throw new IllegalArgumentException("not an image: " + delivery);
        }
    }

    private record Known(Digest digest, List<Platform> platforms) {}

    private Optional<Known> find(String what, Output.Image image, Source source)
            throws IOException {
        if (!(actions.find(key(what, image, source)) instanceof Lookup.Hit hit)) {
            return Optional.empty();
        }
        Map<String, String> facts = hit.value().facts();
        return Optional.of(
                new Known(
                        Digest.parse(facts.getOrDefault(DIGEST, "")),
                        Arrays.stream(facts.getOrDefault(PLATFORMS, "").split(",", -1))
                                .map(Platform::parse)
                                .toList()));
    }

    private void publish(String what, Output.Image image, Source source, Known known)
            throws IOException {
        String platforms =
                known.platforms.stream().map(Platform::toString).collect(Collectors.joining(","));
        actions.publish(
                key(what, image, source),
                new ActionRecord(
                        new TreeMap<>(
                                Map.of(DIGEST, known.digest.toString(), PLATFORMS, platforms)),
                        List.of()));
    }

    private static ActionKey key(String what, Output.Image image, Source source) {
        Map<String, ActionKey> nodes =
                image.nodes().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        node -> node.getKey().toString(),
                                        node -> source.key(node.getValue())));
        return new KeyEncoder()
                .text("image-" + what)
                .text(image.name().toString())
                .map(nodes, KeyEncoder::key)
                .finish();
    }
}
