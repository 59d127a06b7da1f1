package dev.jbuild.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The full name of an image, with what users leave out filled in: {@code debian} is {@code
 * docker.io/library/debian:latest}.
 *
 * @param registry host and, where given, port
 * @param repository path within the registry
 * @param tag empty where only a digest is given
 * @param digest the manifest or index that the name is pinned to
 */
public record ImageName(String registry, String repository, String tag, Optional<Digest> digest)
        implements Comparable<ImageName> {
    /** The registry that names without a host belong to. */
    public static final String DEFAULT_REGISTRY = "docker.io";

    private static final Pattern REGISTRY =
            Pattern.compile("(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]+)?");
    private static final Pattern REPOSITORY =
            Pattern.compile(
                    "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    public ImageName {
        require(REGISTRY.matcher(registry).matches(), "registry `" + registry + "`");
        require(REPOSITORY.matcher(repository).matches(), "repository `" + repository + "`");
        require(tag.isEmpty() || TAG.matcher(tag).matches(), "tag `" + tag + "`");
        require(!tag.isEmpty() || digest.isPresent(), "name without tag and digest");
    }

    private static void require(boolean valid, String what) {
        if (!valid) {
            throw new IllegalArgumentException("not an image name: " + what);
        }
    }

    /**
     * Reads {@code [registry/]repository[:tag][@digest]}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static ImageName parse(String text) {
        String rest = text;
        Optional<Digest> digest = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Optional.of(Digest.parse(rest.substring(at + 1)));
            rest = rest.substring(0, at);
        }
        String tag = digest.isPresent() ? "" : "latest";
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
        }
        int slash = rest.indexOf('/');
        String first = slash < 0 ? "" : rest.substring(0, slash);
        boolean hasRegistry =
                first.contains(".") || first.contains(":") || first.equals("localhost");
        String registry = hasRegistry ? first : DEFAULT_REGISTRY;
        String repository = hasRegistry ? rest.substring(slash + 1) : rest;
        if (registry.equals(DEFAULT_REGISTRY) && !repository.contains("/")) {
            repository = "library/" + repository;
        }
        return new ImageName(registry, repository, tag, digest);
    }

    /** The same image, pinned. */
    public ImageName at(Digest pin) {
        return new ImageName(registry, repository, tag, Optional.of(pin));
    }

    /** Registry and repository alone, as in {@code docker.io/library/debian}. */
    public String untagged() {
        return registry + "/" + repository;
    }

    @Override
    public int compareTo(ImageName other) {
        return toString().compareTo(other.toString());
    }

    /** The full form, which {@link #parse} reads. */
    @Override
    public String toString() {
        return untagged() + (tag.isEmpty() ? "" : ":" + tag) + digest.map(d -> "@" + d).orElse("");
    }
}
