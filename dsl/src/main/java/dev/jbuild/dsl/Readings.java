package dev.jbuild.dsl;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one evaluation has read so far, each thing once. Used by one thread. */
final class Readings {
    private final Set<Reading> all = new LinkedHashSet<>();

    List<Reading> all() {
        return List.copyOf(all);
    }

    void add(Reading reading) {
        all.add(reading);
    }

    /** The bytes of a file; empty when there is none. */
    Optional<byte[]> file(Path file) throws IOException {
        try {
            byte[] content = Files.readAllBytes(file);
            add(new Reading.File(file, Optional.of(Digest.of(content))));
            return Optional.of(content);
        } catch (NoSuchFileException | NotDirectoryException e) {
            add(new Reading.File(file, Optional.empty()));
            return Optional.empty();
        }
    }
}
