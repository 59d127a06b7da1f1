package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Describes files as the transfer protocol does: with the mode bits of Go, which are not those of
 * unix, and the times in nanoseconds.
 *
 * <p>The daemon asks for a file again when its size, mode or time differ from those of its copy.
 * Programs can set the time of a file back, and many do: archivers, copiers, reproducible builds.
 * So of the time of a regular file only the seconds are as they are. The rest is made from what
 * cannot be set, the time of the last change of any kind and the inode, and differs when they do.
 *
 * <p>A file that was changed a moment ago can be changed again within the same tick of the file
 * system's clock, and looks as before. So what the daemon is told of such a young file is made up,
 * and it asks for it in this build and in the next one.
 */
final class UnixStat {

    static final int DIRECTORY = 1 << 31;
    static final int SYMLINK = 1 << 27;
    private static final int DEVICE = 1 << 26;
    private static final int PIPE = 1 << 25;
    private static final int SOCKET = 1 << 24;
    private static final int CHARACTER_DEVICE = 1 << 21;

    /** What Go cannot name. */
    private static final int IRREGULAR = 1 << 19;

    private static final int TYPES =
            DIRECTORY | SYMLINK | DEVICE | PIPE | SOCKET | CHARACTER_DEVICE | IRREGULAR;

    private static final int PERMISSIONS = 0777;

    /** All of them would have the names of owner and group looked up, which takes far longer. */
    private static final String ATTRIBUTES =
            "unix:mode,isDirectory,isSymbolicLink,size,lastModifiedTime,ctime,ino";

    /** The coarsest file times in use, those of FAT, are even seconds. */
    private static final Duration YOUTH = Duration.ofSeconds(2);

    private UnixStat() {}

    /**
     * The description of one file; links are not followed. The owner is always root, and bits that
     * give rights (setuid, setgid, sticky) are left out: whoever runs the build must not show in
     * images, nor in cache keys.
     *
     * @param now a moment before this look, or that of it
     */
    static Stat of(String relativePath, Path file, Instant now) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> attributes =
                    Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            return build(
                    relativePath,
                    file,
                    (Integer) attributes.getOrDefault("mode", 0),
                    (Boolean) attributes.getOrDefault("isDirectory", false),
                    (Boolean) attributes.getOrDefault("isSymbolicLink", false),
                    (Long) attributes.getOrDefault("size", 0L),
                    told(
                            time(attributes, "lastModifiedTime"),
                            time(attributes, "ctime"),
                            attributes.get("ino"),
                            now));
        }
        BasicFileAttributes basic =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        // Without modes everything counts as executable, as Docker does on Windows.
        return build(
                relativePath,
                file,
                0755,
                basic.isDirectory(),
                basic.isSymbolicLink(),
                basic.size(),
                basic.lastModifiedTime());
    }

    private static FileTime time(Map<String, Object> attributes, String name) {
        return (FileTime) attributes.getOrDefault(name, FileTime.fromMillis(0));
    }

    private static FileTime told(
            FileTime modified, FileTime changed, @Nullable Object inode, Instant now) {
        FileTime settled = FileTime.from(now.minus(YOUTH));
        boolean young = modified.compareTo(settled) >= 0 || changed.compareTo(settled) >= 0;
        int look =
                young
                        ? ThreadLocalRandom.current().nextInt()
                        : Objects.hash(modified, changed, inode);
        long seconds = modified.to(TimeUnit.SECONDS);
        return FileTime.from(Instant.ofEpochSecond(seconds, Math.floorMod(look, 1_000_000_000)));
    }

    private static Stat build(
            String relativePath,
            Path file,
            int unixMode,
            boolean directory,
            boolean link,
            long size,
            FileTime modified)
            throws IOException {
        int mode = unixMode & PERMISSIONS;
        Stat.Builder stat =
                Stat.newBuilder()
                        .setPath(relativePath)
                        .setModTime(modified.to(TimeUnit.NANOSECONDS));
        if (directory) {
            mode |= DIRECTORY;
        } else if (link) {
            String target = Files.readSymbolicLink(file).toString();
            mode |= SYMLINK;
            stat.setLinkname(target).setSize(size);
        } else {
            stat.setSize(size);
        }
        return stat.setMode(mode).build();
    }

    /** The description of a folder that is on no disk. */
    static Stat folder(String name) {
        return Stat.newBuilder().setPath(name).setMode(DIRECTORY | 0755).build();
    }

    /** The same as an entry of a folder. */
    static Stat in(String folder, Stat stat) {
        return stat.toBuilder().setPath(folder + "/" + stat.getPath()).build();
    }

    /** What a description says to a witness. */
    static LocalDirectory.Entry entry(Stat stat) {
        String path = stat.getPath();
        int mode = stat.getMode() & PERMISSIONS;
        if (isSymlink(stat)) {
            return new LocalDirectory.Entry.Symlink(path, stat.getLinkname());
        }
        return isDirectory(stat)
                ? new LocalDirectory.Entry.Folder(path, mode)
                : new LocalDirectory.Entry.File(path, mode);
    }

    static boolean isRegular(Stat stat) {
        return (stat.getMode() & TYPES) == 0;
    }

    /** What people call that which is neither regular, nor a directory, nor a link. */
    static String special(Stat stat) {
        int mode = stat.getMode();
        if ((mode & (DEVICE | CHARACTER_DEVICE)) != 0) {
            return "a device";
        }
        if ((mode & PIPE) != 0) {
            return "a named pipe";
        }
        return (mode & SOCKET) != 0 ? "a socket" : "no file, folder or link";
    }

    static boolean isDirectory(Stat stat) {
        return (stat.getMode() & DIRECTORY) != 0;
    }

    static boolean isSymlink(Stat stat) {
        return (stat.getMode() & SYMLINK) != 0;
    }
}
