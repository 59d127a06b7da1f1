package dev.jbuild.engine.lock;

import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a lock file.
 *
 * <p>The file is text for people and for version control: comment lines that start with {@code #},
 * and one line {@code image NAME DIGEST} for each image, sorted by name.
 *
 * @param images digest of the manifest or index by full name
 */
public record LockFile(SortedMap<ImageName, Digest> images) {
    private static final String NAME = "jbuild.lock";
    private static final String HEADER =
            "# What names stood for when they were first used. Delete a line to look it up"
                    + " again.\n";

    public LockFile {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
    }

    /**
     * Reads the lock file of a project; a project without one has an empty lock.
     *
     * @throws EnvironmentFailure when the file cannot be read or is damaged
     */
    public static LockFile read(Path project) throws EnvironmentFailure {
        Path file = project.resolve(NAME);
        SortedMap<ImageName, Digest> images = new TreeMap<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] words = line.strip().split("\\s+", -1);
                if (words.length != 3 || !words[0].equals("image")) {
                    throw damaged(file, number, "not of the form `image NAME DIGEST`", null);
                }
                try {
                    images.put(ImageName.parse(words[1]), Digest.parse(words[2]));
                } catch (IllegalArgumentException e) {
                    throw damaged(file, number, String.valueOf(e.getMessage()), e);
                }
            }
        } catch (NoSuchFileException e) {
            return new LockFile(images);
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "lock-unreadable",
                    "cannot read `" + file + "`: " + e.getMessage(),
                    "check the permissions of the file",
                    e);
        }
        return new LockFile(images);
    }

    private static EnvironmentFailure damaged(
            Path file, int line, String problem, @Nullable Exception cause) {
        return new EnvironmentFailure(
                "lock-damaged",
                file + ":" + line + ": " + problem,
                "mend or delete the line; what is missing is looked up again",
                cause);
    }

    /** Where the lock file of a project is. */
    public static Path of(Path project) {
        return project.resolve(NAME);
    }

    /** What a name is pinned to. A name that carries its digest needs no lock. */
    public Optional<Digest> digest(ImageName name) {
        return name.digest().or(() -> Optional.ofNullable(images.get(name)));
    }

    /** This lock with further images. */
    public LockFile with(Map<ImageName, Digest> more) {
        SortedMap<ImageName, Digest> all = new TreeMap<>(images);
        all.putAll(more);
        return new LockFile(all);
    }

    /**
     * Writes the lock file of a project; a reader sees the old content or the new one, never a
     * part.
     */
    public void write(Path project) throws EnvironmentFailure {
        StringBuilder text = new StringBuilder(HEADER);
        images.forEach(
                (name, digest) ->
                        text.append("image ").append(name).append(' ').append(digest).append('\n'));
        try {
            // Not a temporary file of the JDK's: those are for their owner's eyes only, a lock is
            // for all.
            Path beside = project.resolve(NAME + "." + ProcessHandle.current().pid() + ".new");
            try {
                Files.writeString(beside, text);
                Files.move(beside, project.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "lock-unwritable",
                    "cannot write `" + project.resolve(NAME) + "`: " + e.getMessage(),
                    "make the project's folder writable",
                    e);
        }
    }
}
