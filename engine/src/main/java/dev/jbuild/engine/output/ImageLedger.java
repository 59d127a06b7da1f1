package dev.jbuild.engine.output;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.Platform;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Remembers what images were delivered as, so that the engine and the registry need only be asked
 * whether they are still that.
 */
public final class ImageLedger {
    private static final String LOADED = "loaded";
    private static final String PUSHED = "pushed";
    private static final String DIGEST = "digest";
    private static final String PLATFORMS = "platforms";

    private final ActionCache actions;

    public ImageLedger(ActionCache actions) {
        this.actions = actions;
    }

    /** The last delivery into the engine of exactly this image, as one that changes nothing. */
    public Optional<Delivery.Loaded> loaded(Output.Image image, Source source) throws IOException {
        return find(LOADED, image, source)
                .map(r -> new Delivery.Loaded(image.name(), r.platforms, r.digest, true));
    }

    /** The last push of exactly this image, as one that changes nothing. */
    public Optional<Delivery.Pushed> pushed(Output.Image image, Source source) throws IOException {
        return find(PUSHED, image, source)
                .map(r -> new Delivery.Pushed(image.name(), r.platforms, r.digest, true));
    }

    /** What an image weighs on each platform, if it was looked at. */
    public Optional<SortedMap<Platform, Long>> sizes(Output.Image image, Source source)
            throws IOException {
        if (!(actions.find(sizesKey(image, source)) instanceof Lookup.Hit hit)) {
            return Optional.empty();
        }
        SortedMap<Platform, Long> sizes = new TreeMap<>();
        hit.value()
                .facts()
                .forEach((name, size) -> sizes.put(Platform.parse(name), Long.parseLong(size)));
        return Optional.of(sizes);
    }

    /** Remembers what an image weighs. */
    public void rememberSizes(Output.Image image, Source source, SortedMap<Platform, Long> sizes)
            throws IOException {
        SortedMap<String, String> facts = new TreeMap<>();
        sizes.forEach((platform, size) -> facts.put(platform.toString(), size.toString()));
        actions.publish(sizesKey(image, source), new ActionRecord(facts, List.of()));
    }

    /** The digest that an archive was written with. */
    public Optional<Digest> archived(Output.Archive archive, Source source) throws IOException {
        return actions.find(archiveKey(archive, source)) instanceof Lookup.Hit hit
                ? Optional.of(Digest.parse(hit.value().facts().getOrDefault(DIGEST, "")))
                : Optional.empty();
    }

    /** Remembers the digest of an archive. */
    public void rememberArchive(Output.Archive archive, Source source, Digest digest)
            throws IOException {
        actions.publish(
                archiveKey(archive, source),
                new ActionRecord(new TreeMap<>(Map.of(DIGEST, digest.toString())), List.of()));
    }

    /** Remembers a delivery of {@code image}. */
    public void remember(Output.Image image, Source source, Delivery delivery) throws IOException {
        switch (delivery) {
            case Delivery.Loaded loaded ->
                    publish(LOADED, image, source, new Known(loaded.id(), loaded.platforms()));
            case Delivery.Pushed pushed ->
                    publish(PUSHED, image, source, new Known(pushed.index(), pushed.platforms()));
            case Delivery.Files _, Delivery.Released _, Delivery.Planned _ ->
                    throw new IllegalArgumentException("not an image: " + delivery);
        }
    }

    /** Knows nothing of an image any more. */
    public void forget(Output.Image image, Source source) throws IOException {
        actions.forget(key(LOADED, image, source));
        actions.forget(key(PUSHED, image, source));
        actions.forget(sizesKey(image, source));
    }

    /** Knows nothing of an archive any more. */
    public void forget(Output.Archive archive, Source source) throws IOException {
        actions.forget(archiveKey(archive, source));
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

    private static ActionKey sizesKey(Output.Image image, Source source) {
        return contents(new KeyEncoder().text("image-sizes"), image, source).finish();
    }

    private static ActionKey archiveKey(Output.Archive archive, Source source) {
        return key("image-archive", archive, source);
    }

    /** The key by which the files of a layout are recorded. */
    static ActionKey layoutKey(Output.Archive layout, Source source) {
        return key("image-layout", layout, source);
    }

    private static ActionKey key(String what, Output.Archive archive, Source source) {
        KeyEncoder key =
                new KeyEncoder()
                        .text(what)
                        .texts(archive.names().stream().map(ImageName::toString).toList());
        return contents(key, archive.image(), source).finish();
    }

    private static ActionKey key(String what, Output.Image image, Source source) {
        KeyEncoder key = new KeyEncoder().text("image-" + what).text(image.name().toString());
        return contents(key, image, source).finish();
    }

    /** What is said of an image, as far as its nodes do not tell. */
    private static String said(ImageOptions options, Source source) {
        return (options.provenance() ? "provenance 1" : "")
                + options.scanner().map(scanner -> " by " + source.scanner(scanner)).orElse("");
    }

    /** What an image consists of, and how that is packed. */
    private static KeyEncoder contents(KeyEncoder key, Output.Image image, Source source) {
        Map<String, ActionKey> nodes =
                image.nodes().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        node -> node.getKey().toString(),
                                        node -> source.key(node.getValue())));
        return key.text(image.options().packing().name())
                .text(said(image.options(), source))
                .map(nodes, KeyEncoder::key);
    }
}
