package dev.jbuild.engine.plan;

import dev.jbuild.cache.file.glob.Glob;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What of the files of a target an artifact is: a file or folder, or what matches a pattern below a
 * folder.
 *
 * @param place absolute path of the file or folder; with a pattern, of the folder in front of it
 * @param pattern relative to {@code place}
 */
public record ArtifactPath(String place, Optional<String> pattern) {

    /**
     * The part of an artifact from the first name with a wildcard on.
     *
     * @param declared as its target declares it
     * @throws IllegalArgumentException when that is no pattern; the message names it
     */
    static Optional<String> pattern(String declared) {
        List<String> names =
                Arrays.stream(declared.split("/", -1))
                        .dropWhile(name -> !hasWildcard(name))
                        .filter(name -> !name.isEmpty() && !name.equals("."))
                        .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        if (names.contains("..")) {
            throw new IllegalArgumentException("`" + declared + "` leads out of what it matches");
        }
        String pattern = String.join("/", names);
        Glob.parse(pattern);
        return Optional.of(pattern);
    }

    /**
     * Reads an artifact.
     *
     * @param declared as its target declares it
     * @param absolute the same path, absolute and without {@code .} and {@code ..}
     */
    public static ArtifactPath of(String declared, String absolute) {
        Optional<String> pattern = pattern(declared);
        String place =
                absolute.substring(
                        0, absolute.length() - pattern.map(p -> 1 + p.length()).orElse(0));
        return new ArtifactPath(place.isEmpty() ? "/" : place, pattern);
    }

    /** The last name of its place; empty for the root. */
    public String name() {
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private static boolean hasWildcard(String name) {
        return name.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }
}
