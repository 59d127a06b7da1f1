package dev.jbuild.cache.disk;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which records the last builds of projects have used. What is in use is not cleared away; a root
 * counts as long as its project is there and was built not too long ago.
 *
 * <p>A root is a small text: its format, the folder of the project as a URI, and the keys. A root
 * that cannot be read protects nothing, which costs a rebuild.
 */
final class Roots {
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(90);
    private static final String FORMAT = "root 1";

    private final Path folder;

    Roots(CacheLayout layout) {
        this.folder = layout.roots();
    }

    /**
     * Sets a root, replacing the one of that name.
     *
     * @param name of any form
     */
    void set(String name, Path project, Collection<ActionKey> keys) throws IOException {
        Path file = folder.resolve(Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex());
        String text =
                new TreeSet<>(keys)
                        .stream()
                                .map(key -> key + "\n")
                                .collect(
                                        Collectors.joining(
                                                "", FORMAT + "\n" + project.toUri() + "\n", ""));
        NewFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The keys of all roots that count. */
    Set<ActionKey> keys(Instant now) throws IOException {
        Set<ActionKey> keys = new TreeSet<>();
        for (Path file : files()) {
            List<String> lines = lines(file);
            if (counts(file, lines, now)) {
                lines.stream().skip(2).map(ActionKey::new).forEach(keys::add);
            }
        }
        return keys;
    }

    /** How many projects have a root that counts. */
    int projects(Instant now) throws IOException {
        Set<String> projects = new TreeSet<>();
        for (Path file : files()) {
            List<String> lines = lines(file);
            if (counts(file, lines, now)) {
                projects.add(lines.get(1));
            }
        }
        return projects.size();
    }

    /** Removes the roots that no longer count. */
    void sweep(Instant now) throws IOException {
        for (Path file : files()) {
            if (!counts(file, lines(file), now)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        // Not those that are just being written.
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "[0-9a-f]*")) {
            stream.forEach(files::add);
        }
        return files;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static boolean counts(Path file, List<String> lines, Instant now) throws IOException {
        if (lines.size() < 2 || !lines.getFirst().equals(FORMAT)) {
            return false;
        }
        try {
            FileTime built = Files.getLastModifiedTime(file);
            lines.stream().skip(2).forEach(ActionKey::new);
            return built.toInstant().plus(FORGOTTEN_AFTER).isAfter(now)
                    && Files.isDirectory(Path.of(URI.create(lines.get(1))));
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return false;
        }
    }
}
