package dev.jbuild.cli.evaluation;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether what was read is still so. Files are read and not judged by their times: build
 * files are small, and few.
 */
record Rereading(Map<String, String> environment) {
    /**
     * Whether reading again gives the same.
     *
     * @throws IOException when that cannot be found out
     */
    boolean holds(Reading reading) throws IOException {
        return switch (reading) {
            case Reading.Variable(var name, var value) ->
                    value.equals(Optional.ofNullable(environment.get(name)));
            case Reading.File(var path, var content) -> content.equals(content(path));
            case Reading.Folder(var path, var names) -> holds(path, names.map(Set::copyOf));
            case Reading.Untold _ -> false;
        };
    }

    private static Optional<Digest> content(Path file) throws IOException {
        try {
            return Optional.of(Digest.of(Files.readAllBytes(file)));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    private static boolean holds(Path folder, Optional<Set<String>> names) {
        return names.equals(
                Optional.ofNullable(folder.toFile().list())
                        .map(now -> Set.copyOf(Arrays.asList(now))));
    }
}
