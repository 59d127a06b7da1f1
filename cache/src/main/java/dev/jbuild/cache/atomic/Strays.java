package dev.jbuild.cache.atomic;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The names of files on their way, and what becomes of those whose writer was killed. */
public final class Strays {
    /** No writer is silent for so long, so whoever wrote the file is gone. */
    private static final Duration SILENCE = Duration.ofDays(1);

    private static final String PREFIX = ".jbuild-";
    private static final String SUFFIX = ".new";

    private Strays() {}

    /** A fresh name in {@code folder}. */
    static Path name(Path folder) {
        return folder.resolve(PREFIX + UUID.randomUUID() + SUFFIX);
    }

    /** Removes from a folder what killed writers have left there. */
    public static void sweep(Path folder, Instant now) throws IOException {
        try (DirectoryStream<Path> strays =
                Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path stray : strays) {
                if (lastWrite(stray).plus(SILENCE).isBefore(now)) {
                    Files.deleteIfExists(stray);
                }
            }
        }
    }

    private static Instant lastWrite(Path stray) throws IOException {
        try {
            return Files.getLastModifiedTime(stray, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (NoSuchFileException e) {
            // Its writer has just moved it to its place.
            return Instant.MAX.minus(SILENCE);
        }
    }
}
