package dev.jbuild.buildkit.session;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Writes described entries into a directory, and never outside of it: see {@link SafePaths}.
 * Owners, setuid bits, and whatever is neither file, directory nor link are left out; what is in
 * the way is replaced, but a directory by a file.
 */
final class TreeWriter {

    private final Path root;
    private final boolean posix;
    private final Map<Integer, Pending> files = new HashMap<>();
    private final Map<Integer, OutputStream> open = new HashMap<>();

    /** Directories get their modes and times last: a read-only one could not be filled. */
    private final List<Pending> directories = new ArrayList<>();

    private record Pending(Path path, Stat stat) {}

    TreeWriter(Path root) throws IOException {
        this.root = root;
        this.posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(root);
    }

    /** Makes the entry; true if it is a file whose content is still to come. */
    boolean create(int id, Stat stat) throws IOException {
        Path path = SafePaths.resolve(root, stat.getPath());
        if (UnixStat.isDirectory(stat)) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(path);
                Files.createDirectory(path);
            }
            directories.add(new Pending(path, stat));
            return false;
        }
        if (UnixStat.isSymlink(stat)) {
            Files.deleteIfExists(path);
            Files.createSymbolicLink(path, Path.of(stat.getLinkname()));
            return false;
        }
        if (!UnixStat.isRegular(stat)) {
            return false;
        }
        Files.deleteIfExists(path);
        if (!stat.getLinkname().isEmpty()) {
            Path target = SafePaths.resolve(root, stat.getLinkname());
            if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(
                        "refused hard link to `" + stat.getLinkname() + "`, which is no file");
            }
            Files.createLink(path, target);
            return false;
        }
        // Not opened yet: thousands may be listed before the first byte of one comes.
        files.put(id, new Pending(path, stat));
        Files.createFile(path);
        return true;
    }

    /** Adds to the content of a file. */
    void append(int id, ByteString data) throws IOException {
        OutputStream out = open.get(id);
        if (out == null) {
            out =
                    Files.newOutputStream(
                            file(id).path(), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            open.put(id, out);
        }
        data.writeTo(out);
    }

    /** All content of the file has come. */
    void complete(int id) throws IOException {
        Pending file = file(id);
        files.remove(id);
        OutputStream out = open.remove(id);
        if (out != null) {
            out.close();
        }
        describe(file);
    }

    /** All entries have come. */
    void finish() throws IOException {
        for (Pending directory : directories.reversed()) {
            describe(directory);
        }
    }

    /** Lets go of files that were not completed. */
    void close() throws IOException {
        for (OutputStream out : open.values()) {
            out.close();
        }
        open.clear();
    }

    private Pending file(int id) throws IOException {
        Pending file = files.get(id);
        if (file == null) {
            throw new IOException("content for entry " + id + ", which was not asked for");
        }
        return file;
    }

    private void describe(Pending entry) throws IOException {
        if (posix) {
            Files.setPosixFilePermissions(entry.path(), permissions(entry.stat().getMode()));
        }
        Files.setLastModifiedTime(
                entry.path(), FileTime.from(entry.stat().getModTime(), TimeUnit.NANOSECONDS));
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        // Declared from owner read to others execute, as the bits go from high to low.
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode & (0400 >> i)) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }
}
