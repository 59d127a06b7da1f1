package dev.jbuild.dsl;

import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads text files below the root of a project. */
final class ProjectFiles {
    private final Path root;
    private final Readings readings;

    ProjectFiles(Path root, Readings readings) {
        this.root = root;
        this.readings = readings;
    }

    /**
     * The build file of a folder; empty when it has none.
     *
     * @param folder relative to the root, {@code /}-separated, empty for the root itself
     */
    Optional<SourceText> buildFile(String folder) throws EnvironmentFailure {
        return read(folder.isEmpty() ? Buildfiles.FILE_NAME : folder + "/" + Buildfiles.FILE_NAME);
    }

    /**
     * A file; empty when there is none.
     *
     * @param name relative to the root, {@code /}-separated
     */
    Optional<SourceText> read(String name) throws EnvironmentFailure {
        Path file = root.resolve(name);
        try {
            Optional<byte[]> content = readings.file(file);
            return content.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new SourceText(name, Utf8.decode(content.get())));
        } catch (CharacterCodingException e) {
            throw new EnvironmentFailure(
                    "unreadable-build-file", file + " is not UTF-8 text", "save it as UTF-8", e);
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "unreadable-build-file",
                    "cannot read " + file + ": " + e.getMessage(),
                    "check that it is a file that you may read",
                    e);
        }
    }
}
