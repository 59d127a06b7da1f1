package dev.jbuild.cache.atomic;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file on its way to its place. Nobody sees it there before {@link #moveTo}, which makes it
 * appear in one moment; a writer that is killed leaves a stray file that {@link Strays} clears
 * away.
 *
 * <p>Why a kill at any moment is harmless: the bytes are written under a name that no reader asks
 * for; only then the rename, which the file system does entirely or not at all, gives them the name
 * that readers know. Two writers of one place have two files, and the later rename wins.
 */
public final class NewFile implements AutoCloseable {
    private static final Set<PosixFilePermission> READ_ONLY =
            PosixFilePermissions.fromString("r--r--r--");

    private final Path path;
    private final FileChannel channel;
    private boolean moved;

    private NewFile(Path path, FileAttribute<?>... attributes) throws IOException {
        this.path = path;
        this.channel =
                FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        attributes);
    }

    /**
     * Starts a file.
     *
     * @param folder on the same file system as the place where the file will go
     */
    public static NewFile in(Path folder) throws IOException {
        // Without write permission, so that nobody edits by accident what others rely on. The
        // channel that makes the file may write to it all the same.
        return new NewFile(Strays.name(folder), PosixFilePermissions.asFileAttribute(READ_ONLY));
    }

    /** Starts a file in the folder where it will stay. */
    public static NewFile beside(Path place) throws IOException {
        return in(folderOf(place));
    }

    /** Starts a file beside its place that people may edit, with the permissions they expect. */
    public static NewFile ordinary(Path place) throws IOException {
        return new NewFile(Strays.name(folderOf(place)));
    }

    /** Makes {@code place} hold {@code content}. */
    public static void write(Path place, byte[] content) throws IOException {
        try (NewFile file = beside(place)) {
            file.out().write(content);
            file.moveTo(place);
        }
    }

    /** Makes {@code place} a symbolic link. */
    public static void link(Path place, String target) throws IOException {
        Path stray = Strays.name(folderOf(place));
        Files.createSymbolicLink(stray, place.getFileSystem().getPath(target));
        try {
            rename(stray, place);
        } catch (IOException e) {
            Files.deleteIfExists(stray);
            throw e;
        }
    }

    /** Where the content goes. Not buffered. */
    public OutputStream out() {
        return Channels.newOutputStream(channel);
    }

    /** The same. */
    public FileChannel channel() {
        return channel;
    }

    /** Gives the file its permission bits, instead of being read-only. */
    public void mode(int bits) throws IOException {
        Files.setPosixFilePermissions(path, Modes.permissions(bits));
    }

    /** Gives the file a time of its last modification, instead of that of its last write. */
    public void time(FileTime time) throws IOException {
        Files.setLastModifiedTime(path, time);
    }

    /** Forces the content to the disk and puts the file in its place. */
    public void keepAs(Path place) throws IOException {
        channel.force(false);
        moveTo(place);
    }

    /**
     * Puts the file in its place, replacing a file or link there. Without forcing: after a power
     * failure the file may be short. For what is made again when it is not as it should be.
     */
    public void moveTo(Path place) throws IOException {
        channel.close();
        rename(path, place);
        moved = true;
    }

    /** Takes the file away again unless it has been moved. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!moved) {
            Files.deleteIfExists(path);
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path folderOf(Path place) {
        Path folder = place.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("the root is no place for a file");
        }
        return folder;
    }
}
