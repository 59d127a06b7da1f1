package dev.jbuild.dsl;

import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.model.Folder;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads text files of a project, and of other repositories. */
final class ProjectFiles {
    private final Roots roots;
    private final Readings readings;

    ProjectFiles(Roots roots, Readings readings) {
        this.roots = roots;
        this.readings = readings;
    }

    /**
     * The build file of a folder; empty when it has none.
     *
     * @throws UserMistake when there is no such repository; without a place
     */
    Optional<SourceText> buildFile(Folder folder) throws UserMistake, EnvironmentFailure {
        return read(folder, Buildfiles.FILE_NAME);
    }

    /**
     * A file; empty when there is none.
     *
     * @param name in the folder
     */
    Optional<SourceText> read(Folder folder, String name) throws UserMistake, EnvironmentFailure {
        Path root = roots.of(folder);
        Path file = root.resolve(folder.path()).resolve(name);
        try {
            if (folder.isElsewhere() && leadsOut(root, file)) {
                return Optional.empty();
            }
            Optional<byte[]> content = readings.file(file);
            return content.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new SourceText(folder.file(name), Utf8.decode(content.get())));
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

    /** Another repository may come with links to anywhere. */
    private static boolean leadsOut(Path root, Path file) throws IOException {
        return Files.exists(file) && !file.toRealPath().startsWith(root.toRealPath());
    }
}
