package dev.jbuild.engine.output;

import dev.jbuild.cache.atomic.Strays;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for a moment. */
public record ScratchFolder(Path path) implements AutoCloseable {
    /** Makes one. */
    public static ScratchFolder in(Path folder) throws IOException {
        return new ScratchFolder(fresh(folder));
    }

    /** A new folder in one where others were made; those of processes that were killed go. */
    static Path fresh(Path folder) throws IOException {
        Files.createDirectories(folder);
        Strays.sweep(folder, Instant.now());
        return Files.createDirectory(Strays.name(folder));
    }

    @Override
    public void close() throws IOException {
        delete(path);
    }

    /** Removes a folder with all that is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
