package dev.jbuild.engine.doctor;

import dev.jbuild.engine.base.Mirrors;
import dev.jbuild.engine.docker.EngineFacts;
import dev.jbuild.model.ImageName;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The registries that a project needs, and what for. */
final class RegistryNeeds {
    private final SortedMap<String, ImageName> images = new TreeMap<>();
    private final SortedMap<String, List<RegistryUse>> uses = new TreeMap<>();

    private void add(ImageName image, RegistryUse use) {
        images.putIfAbsent(image.registry(), image);
        List<RegistryUse> known = uses.computeIfAbsent(image.registry(), _ -> new ArrayList<>());
        if (!known.contains(use)) {
            known.add(use);
        }
    }

    /** Base images come from where builds fetch them: a mirror, or else their registry. */
    void addBases(Collection<ImageName> bases, RegistryUse use, Mirrors mirrors) {
        for (ImageName base : bases) {
            add(
                    mirrors.at(base),
                    mirrors.find(base).isPresent() ? RegistryUse.mirror(base.registry()) : use);
        }
    }

    /** Mirrors that have been set, whether or not images come from them already. */
    void addMirrors(Mirrors mirrors) {
        mirrors.places()
                .forEach(
                        (registry, place) ->
                                add(
                                        ImageName.parse(place + "/any:any"),
                                        RegistryUse.mirror(registry)));
    }

    /** Where the engine looks first for images of Docker Hub. */
    void addMirrorsOf(EngineFacts engine) {
        for (String url : engine.mirrors()) {
            host(url)
                    .ifPresent(
                            host ->
                                    add(
                                            new ImageName(
                                                    host,
                                                    "library/busybox",
                                                    "latest",
                                                    Optional.empty()),
                                            RegistryUse.mirrorOfEngine()));
        }
    }

    void addPushed(Collection<ImageName> pushed) {
        pushed.forEach(image -> add(image, RegistryUse.pushes()));
    }

    /** One image of each registry: rights are given for one repository. */
    Collection<ImageName> images() {
        return images.values();
    }

    /** What a registry is needed for. */
    List<RegistryUse> uses(String registry) {
        return List.copyOf(uses.getOrDefault(registry, List.of()));
    }

    /** The registry that a URL leads to. */
    static Optional<String> host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getAuthority());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
