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
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of files and folders on their way, and what becomes of those whose writer was killed.
 */
public final class Strays {
    /** No writer is silent for so long, so whoever wrote the file is gone, wherever he was. */
    private static final Duration SILENCE = Duration.ofDays(1);

    private static final String PREFIX = ".jbuild-";
    private static final String SUFFIX = ".new";

    /** The machine and the process of the writer, and what is fresh. */
    private static final Pattern NAME =
            Pattern.compile("\\.jbuild-([0-9a-f]{8})-(\\d+)-[0-9a-f-]+\\.new");

    /** Also random, for a process that is gone may have had the same id. */
    private static final String OWN =
            PREFIX
                    + Here.MACHINE
                    + "-"
                    + ProcessHandle.current().pid()
                    + "-"
                    + UUID.randomUUID()
                    + "-";

    private static final AtomicLong NUMBER = new AtomicLong();

    private Strays() {}

    /** A fresh name in {@code folder}. */
    public static Path name(Path folder) {
        return folder.resolve(OWN + Long.toHexString(NUMBER.getAndIncrement()) + SUFFIX);
    }

    /**
     * Removes from a folder what killed writers have left there: those of this machine at once, and
     * after a day those of others, with whom the folder may be shared.
     */
    public static void sweep(Path folder, Instant now) throws IOException {
        try (DirectoryStream<Path> strays =
                Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path stray : strays) {
                if (isOfDead(stray.getFileName().toString())
                        || lastWrite(stray).plus(SILENCE).isBefore(now)) {
                    Folders.delete(stray);
                }
            }
        }
    }

    private static boolean isOfDead(String name) {
        Matcher writer = NAME.matcher(name);
        return writer.matches()
                && writer.group(1).equals(Here.MACHINE)
                && ProcessHandle.of(Long.parseLong(writer.group(2))).isEmpty();
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
