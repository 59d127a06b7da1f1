package dev.jbuild.buildkit.session;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes described entries into a directory, and never outside of it: see {@link SafePaths}. Owners
 * and setuid bits are left out, and whatever is neither file, directory nor link is refused; what
 * was there and is in the way is replaced, but a directory by a file.
 */
final class TreeWriter implements IncomingTree {

    private final Path root;
    private final long most;
    private long announced;
    private final NewNames names = new NewNames();
    private final Awaited<IncomingFile> files = new Awaited<>();

    /** Directories get their modes and times last: a read-only one could not be filled. */
    private final List<Directory> directories = new ArrayList<>();

    private record Directory(Path path, Stat stat) {}

    /**
     * @param most how many bytes may come; they are counted when they are announced, since no file
     *     becomes longer than that
     */
    TreeWriter(Path root, long most) throws IOException {
        this.root = root;
        this.most = most;
        Files.createDirectories(root);
    }

    @Override
    public boolean create(int id, Stat stat) throws IOException {
        Path path = SafePaths.resolve(root, stat.getPath());
        names.add(stat.getPath());
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
            throw new IOException(
                    "refused `"
                            + SafePaths.shown(stat.getPath())
                            + "`, which is "
                            + UnixStat.special(stat));
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
        AnnouncedSize size = new AnnouncedSize(stat);
        if (stat.getSize() > most - announced) {
            throw new IOException("an export of more than " + most + " bytes");
        }
        announced += stat.getSize();
        Files.deleteIfExists(path);
        Files.createFile(path);
        files.add(id, new IncomingFile(path, stat, size));
        return true;
    }

    @Override
    public void append(int id, ByteString data) throws IOException {
        files.begin(id).append(data);
    }

    @Override
    public void complete(int id) throws IOException {
        files.get(id).complete();
        files.remove(id);
    }

    @Override
    public void finish() throws IOException {
        for (Directory directory : directories.reversed()) {
            Description.give(directory.path(), directory.stat());
        }
    }

    @Override
    public void close() throws IOException {
        for (IncomingFile file : files.rest()) {
            file.close();
        }
    }
}
