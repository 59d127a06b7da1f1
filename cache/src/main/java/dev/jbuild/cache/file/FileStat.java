package dev.jbuild.cache.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says about a file without reading it. If two looks at a path give equal
 * values, and the first was not too soon after a change, the content is the same.
 *
 * @param mode permission bits ({@code 0777} and below)
 * @param size in bytes
 * @param modifiedNanos modification time, nanoseconds since the epoch
 * @param changedNanos time of the last change of content or attributes, which no program can set
 * @param inode number of the file within its file system
 */
public record FileStat(
        Kind kind, int mode, long size, long modifiedNanos, long changedNanos, long inode) {
    /** The coarsest file times in use, those of FAT, are even seconds. */
    private static final Duration GRANULARITY = Duration.ofSeconds(2);

    private static final int TYPE = 0170000;
    private static final int PERMISSIONS = 0777;

    /** Devices, sockets and pipes are none of these and never looked at. */
    public enum Kind {
        FILE,
        SYMLINK,
        FOLDER
    }

    /** Looks at a path, not following a link; empty when there is nothing of these kinds. */
    public static Optional<FileStat> of(Path path) throws IOException {
        return look(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Looks at what a path leads to, through links; empty when that is nothing of these kinds. */
    public static Optional<FileStat> ofTarget(Path path) throws IOException {
        return look(path);
    }

    private static Optional<FileStat> look(Path path, LinkOption... links) throws IOException {
        Map<String, Object> attributes;
        try {
            attributes =
                    Files.readAttributes(path, "unix:mode,size,lastModifiedTime,ctime,ino", links);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        int mode = (int) value(attributes, "mode");
        return kind(mode)
                .map(
                        kind ->
                                new FileStat(
                                        kind,
                                        mode & PERMISSIONS,
                                        (long) value(attributes, "size"),
                                        nanos(attributes, "lastModifiedTime"),
                                        nanos(attributes, "ctime"),
                                        (long) value(attributes, "ino")));
    }

    /**
     * Whether the file's last change lies further back than the coarsest file times in use: then
     * any change that follows {@code moment} shows.
     *
     * @param moment when reading the file began
     */
    public boolean settledBefore(Instant moment) {
        Instant trusted = moment.minus(GRANULARITY);
        return Math.max(modifiedNanos, changedNanos)
                < TimeUnit.SECONDS.toNanos(trusted.getEpochSecond()) + trusted.getNano();
    }

    private static Optional<Kind> kind(int mode) {
        return switch (mode & TYPE) {
            case 0100000 -> Optional.of(Kind.FILE);
            case 0120000 -> Optional.of(Kind.SYMLINK);
            case 0040000 -> Optional.of(Kind.FOLDER);
            default -> Optional.empty();
        };
    }

    private static long nanos(Map<String, Object> attributes, String name) {
        return ((FileTime) value(attributes, name)).to(TimeUnit.NANOSECONDS);
    }

    private static Object value(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }
}
