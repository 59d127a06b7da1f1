package dev.jbuild.buildkit.session;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes described entries into a directory, and never outside of it: see {@link SafePaths}.
 * Owners, setuid bits, and whatever is neither file, directory nor link are left out; what was
 * there and is in the way is replaced, but a directory by a file.
 */
final class TreeWriter implements Closeable {

    /** More would fill the memory; real trees have a tenth of that. */
    private static final int MOST_ENTRIES = 2_000_000;

    private final Path root;
    private final Set<String> names = new HashSet<>();
    private final Map<Integer, IncomingFile> files = new HashMap<>();

    /** Directories get their modes and times last: a read-only one could not be filled. */
    private final List<Directory> directories = new ArrayList<>();

    private record Directory(Path path, Stat stat) {}

    TreeWriter(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root);
    }

    /** Makes the entry; true if it is a file whose content is still to come. */
    boolean create(int id, Stat stat) throws IOException {
        Path path = SafePaths.resolve(root, stat.getPath());
        requireNew(stat.getPath());
        if (UnixStat.isDirectory(stat)) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(path);
                Files.createDirectory(path);
            }
            directories.add(new Directory(path, stat));
            return false;
        }
        if (UnixStat.isSymlink(stat)) {
            Path target = SafePaths.target(root, stat.getLinkname());
            Files.deleteIfExists(path);
            Files.createSymbolicLink(path, target);
            return false;
        }
        if (!UnixStat.isRegular(stat)) {
            return false;
        }
        if (!stat.getLinkname().isEmpty()) {
            Path target = SafePaths.resolve(root, stat.getLinkname());
            if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(
                        "refused hard link to `"
                                + SafePaths.shown(stat.getLinkname())
                                + "`, which is no file");
            }
            Files.deleteIfExists(path);
            Files.createLink(path, target);
            return false;
        }
        if (stat.getSize() < 0) {
            throw new IOException(
                    "`" + SafePaths.shown(stat.getPath()) + "` has a size of " + stat.getSize());
        }
        Files.deleteIfExists(path);
        Files.createFile(path);
        files.put(id, new IncomingFile(path, stat));
        return true;
    }

    /** What was delivered is not replaced: its description, still to come, would go elsewhere. */
    private void requireNew(String path) throws IOException {
        if (names.size() == MOST_ENTRIES) {
            throw new IOException("an export of more than " + MOST_ENTRIES + " files");
        }
        if (!names.add(path)) {
            throw new IOException("`" + SafePaths.shown(path) + "` was sent twice");
        }
    }

    /** Adds to the content of a file. */
    void append(int id, ByteString data) throws IOException {
        file(id).append(data);
    }

    /** All content of the file has come. */
    void complete(int id) throws IOException {
        file(id).complete();
        files.remove(id);
    }

    /** All entries have come. */
    void finish() throws IOException {
        for (Directory directory : directories.reversed()) {
            Description.give(directory.path(), directory.stat());
        }
    }

    /** Lets go of files that were not completed. */
    @Override
    public void close() throws IOException {
        for (IncomingFile file : files.values()) {
            file.close();
        }
        files.clear();
    }

    private IncomingFile file(int id) throws IOException {
        IncomingFile file = files.get(id);
        if (file == null) {
            throw new IOException("content for entry " + id + ", which was not asked for");
        }
        return file;
    }
}
