package dev.jbuild.engine.output;

import dev.jbuild.cache.atomic.Folders;
import dev.jbuild.cache.atomic.Strays;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A folder for a moment. */
public record ScratchFolder(Path path) implements AutoCloseable {
    /** Makes one where others were made; those of processes that were killed go. */
    public static ScratchFolder in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Strays.sweep(folder, Instant.now());
        return new ScratchFolder(Files.createDirectory(Strays.name(folder)));
    }

    @Override
    public void close() throws IOException {
        Folders.delete(path);
    }
}
