package dev.jbuild.engine.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for a moment. */
public record ScratchFolder(Path path) implements AutoCloseable {
    /** Makes one. */
    public static ScratchFolder in(Path folder) throws IOException {
        return new ScratchFolder(Files.createTempDirectory(Files.createDirectories(folder), "x-"));
    }

    @Override
    public void close() throws IOException {
        FilesOutput.deleteTree(path);
    }
}
