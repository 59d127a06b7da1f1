package dev.jbuild.dsl;

import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.model.Folder;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
                    : Optional.of(text(folder.file(name), content.get()));
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "unreadable-build-file",
                    "cannot read " + file + ": " + e.getMessage(),
                    "check that it is a file that you may read",
                    e);
        }
    }

    /**
     * The root of the project or of the repository that a folder is in.
     *
     * @throws UserMistake when there is no such repository; without a place
     */
    Path root(Folder folder) throws UserMistake, EnvironmentFailure {
        return roots.of(folder);
    }

    private static SourceText text(String file, byte[] content) throws UserMistake {
        try {
            // Editors of some machines mark UTF-8 by a first character that is none of the text.
            return new SourceText(file, Utf8.decode(content).replaceFirst("^\\x{FEFF}", ""));
        } catch (CharacterCodingException e) {
            String shown = new String(content, StandardCharsets.UTF_8);
            String[] good = shown.split("\\x{FFFD}", 2)[0].split("\n", -1);
            int line = good.length;
            int column = good[line - 1].length() + 1;
            SourceText source = new SourceText(file, shown);
            throw new UserMistake(
                    source.mistake(
                            source.span(new SourceText.Place(line, column, line, column + 1)),
                            "not-utf-8",
                            "the file is not UTF-8 text",
                            "save it as UTF-8"));
        }
    }

    /** Another repository may come with links to anywhere. */
    private static boolean leadsOut(Path root, Path file) throws IOException {
        return Files.exists(file) && !file.toRealPath().startsWith(root.toRealPath());
    }
}
