package dev.jbuild.engine.base;

import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where base images are fetched from in place of their registries. What they are does not depend on
 * it: pins and keys have the names and digests that everybody has.
 *
 * @param places a registry and folder by the registry that it stands for
 */
public record Mirrors(SortedMap<String, String> places) {
    /** The variable that has them: {@code docker.io=registry.example.org/mirror,...}. */
    public static final String VARIABLE = "JBUILD_MIRRORS";

    public Mirrors {
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
    }

    /** Those that a user has set. */
    public static Mirrors of(Map<String, String> environment) throws UserMistake {
        return parse(environment.getOrDefault(VARIABLE, ""));
    }

    /** Reads {@code registry=place,registry=place}. */
    public static Mirrors parse(String text) throws UserMistake {
        SortedMap<String, String> places = new TreeMap<>();
        for (String entry : text.split(",", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            String[] sides = entry.strip().split("=", 2);
            if (sides.length < 2 || !isPlace(sides[1])) {
                throw new UserMistake(
                        Diagnostic.of(
                                "mirror",
                                "`" + entry.strip() + "` is no mirror",
                                "write a registry and what stands for it, as in"
                                        + " `docker.io=registry.example.org/mirror`"));
            }
            places.put(sides[0], sides[1]);
        }
        return new Mirrors(places);
    }

    private static boolean isPlace(String text) {
        try {
            // A name without a registry is one of the default registry.
            return ImageName.parse(text + "/x:y").registry().equals(text.split("/", 2)[0]);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The name of an image in the mirror of its registry; empty when that has none. */
    public Optional<ImageName> find(ImageName name) {
        return Optional.ofNullable(places.get(name.registry()))
                .map(
                        place -> {
                            ImageName there =
                                    ImageName.parse(place + "/" + name.repository() + ":x");
                            return new ImageName(
                                    there.registry(),
                                    there.repository(),
                                    name.tag(),
                                    name.digest());
                        });
    }

    /** The name that an image is fetched by. */
    public ImageName at(ImageName name) {
        return find(name).orElse(name);
    }
}
