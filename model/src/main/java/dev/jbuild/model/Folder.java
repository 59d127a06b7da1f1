package dev.jbuild.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A folder that can have a build file: of the project, or of a repository elsewhere.
 *
 * @param repository empty for the project
 * @param path relative to the root of the project or repository, {@code /}-separated, empty for the
 *     root
 */
public record Folder(Optional<GitRef> repository, String path) {
    /** Of the project. */
    public static Folder of(String path) {
        return new Folder(Optional.empty(), path);
    }

    public boolean isElsewhere() {
        return repository.isPresent();
    }

    /** Whether a text in front of a {@code +} names a repository, and not a folder. */
    public static boolean isAddress(String text) {
        return GitAddress.matches(text);
    }

    /**
     * What a build file in this folder means by {@code relative}: a folder beside or below, or one
     * of a repository elsewhere.
     *
     * @throws IllegalArgumentException when it leads out of the project or repository, as an
     *     absolute path does, or is no address
     */
    public Folder resolve(String relative) {
        if (isAddress(relative)) {
            Folder there = GitAddress.parse(relative);
            if (isElsewhere() && there.repository().orElseThrow().isLocal()) {
                throw new IllegalArgumentException(
                        "`"
                                + relative
                                + "` is on this machine, which no other repository may read");
            }
            return there;
        }
        String inside =
                Optional.of(relative)
                        .filter(text -> !text.startsWith("/"))
                        .flatMap(this::inside)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "`"
                                                        + relative
                                                        + "` leads out of the "
                                                        + (isElsewhere()
                                                                ? "repository"
                                                                : "project")));
        return new Folder(repository, inside);
    }

    /**
     * A path in this folder as seen from the root of the project or repository, without {@code .},
     * {@code ..} and a slash at its end; empty when it leads out.
     */
    public Optional<String> inside(String relative) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (path + "/" + relative).split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (parts.pollLast() == null) {
                        return Optional.empty();
                    }
                }
                default -> parts.addLast(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    /** What a path in this folder is called: with the repository in front, where there is one. */
    public String file(String name) {
        String inside = path.isEmpty() ? name : name.isEmpty() ? path : path + "/" + name;
        return repository
                .map(at -> inside.isEmpty() ? at.toString() : at + "/" + inside)
                .orElse(inside);
    }

    /** As in a reference: nothing for the root, {@code ./path}, or an address. */
    @Override
    public String toString() {
        if (repository.isPresent()) {
            return GitAddress.of(repository.get(), path);
        }
        return path.isEmpty() ? "" : "./" + path;
    }
}
