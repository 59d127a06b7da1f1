package dev.jbuild.cache.artifact;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.LostBlobException;
import dev.jbuild.cache.artifact.ArtifactStore.Delivery;
import dev.jbuild.cache.atomic.Modes;
import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.cache.atomic.Strays;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.FileStat.Kind;
import dev.jbuild.cache.file.FreshFiles;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.parallel.Each;
import dev.jbuild.cache.room.Room;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One delivery of an artifact to one place.
 *
 * <p>The order: obstacles of the previous delivery (a file where a folder is to be, or the other
 * way round), folders, files, leftovers, and last the folders' own permissions, which may forbid
 * writing. Files come before leftovers are removed, so that a reader who holds on to an old page
 * finds what it names until the new one is there.
 *
 * <p>Why nothing outside is touched: nothing is written or removed at a path before each folder
 * between the target and it has been seen to be a real one and no link.
 *
 * <p>Why it asks for room: an artifact that the store holds may be many times as large in its
 * place, since contents that are the same are stored once.
 */
final class Restorer {
    private static final int OWNER_ALL = 0700;

    private final BlobStore blobs;
    private final FileDigests digests;
    private final Path target;
    private final Tree artifact;
    private final Outline wanted;
    private final Outline previous;

    /** The files and links of the previous delivery. */
    private final List<FileEntry> delivered;

    private final FreshFiles fresh;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger unchanged = new AtomicInteger();
    private int removed;

    Restorer(
            BlobStore blobs,
            FileDigests digests,
            Path target,
            Tree artifact,
            Optional<Tree> previous) {
        this.blobs = blobs;
        this.digests = digests;
        this.fresh = new FreshFiles(digests);
        this.target = target;
        this.artifact = artifact;
        this.wanted = Outline.of(artifact);
        this.previous = previous.map(Outline::of).orElse(Outline.NOTHING);
        this.delivered =
                previous.map(Tree::entries).orElse(List.of()).stream()
                        .filter(entry -> !(entry instanceof FileEntry.Folder))
                        .toList();
    }

    Delivery run(Instant now) throws IOException {
        Path parent = Files.createDirectories(target.resolve("..").normalize());
        Room room = Room.in(Files.isDirectory(target) ? target : parent);
        removeObstacles();
        for (String folder : ascending(wanted.folders())) {
            makeFolder(folder, now);
        }
        Each.of(artifact.entries(), entry -> deliver(entry, room));
        removeLeftovers();
        fresh.settle();
        setFolderModes();
        return new Delivery(written.get(), unchanged.get(), removed);
    }

    private void removeObstacles() throws IOException {
        for (FileEntry leaf : delivered) {
            if (wanted.isObstructedBy(leaf.path(), false)) {
                removeLeaf(leaf);
            }
        }
        for (String folder : ascending(previous.folders()).reversed()) {
            if (wanted.isObstructedBy(folder, true)) {
                removeFolder(folder);
            }
        }
    }

    private void removeLeftovers() throws IOException {
        for (FileEntry leaf : delivered) {
            if (!wanted.leaves().contains(leaf.path())) {
                removeLeaf(leaf);
            }
        }
        for (String folder : ascending(previous.folders()).reversed()) {
            if (!wanted.folders().contains(folder)) {
                removeFolder(folder);
            }
        }
    }

    private void makeFolder(String path, Instant now) throws IOException {
        Path folder = place(path);
        Optional<FileStat> stat = FileStat.of(folder);
        if (stat.isEmpty()) {
            Files.createDirectory(folder);
        } else if (stat.get().kind() != Kind.FOLDER) {
            throw inTheWay(folder, "a file or link is in the way of a folder");
        } else {
            int mode = stat.get().mode();
            if ((mode & OWNER_ALL) != OWNER_ALL) {
                Files.setPosixFilePermissions(folder, Modes.permissions(mode | OWNER_ALL));
            }
            Strays.sweep(folder, now);
        }
    }

    private void deliver(FileEntry entry, Room room) throws IOException {
        if (entry instanceof FileEntry.Folder) {
            return;
        }
        Path place = place(entry.path());
        Optional<FileStat> stat = FileStat.of(place);
        if (stat.isPresent() && stat.get().kind() == Kind.FOLDER) {
            throw inTheWay(place, "a folder is in the way of a file");
        }
        if (stat.isPresent() && isAsWanted(place, stat.get(), entry)) {
            unchanged.incrementAndGet();
        } else {
            write(place, entry, room);
            written.incrementAndGet();
        }
    }

    private boolean isAsWanted(Path place, FileStat stat, FileEntry entry) throws IOException {
        boolean modeIsRight = !(entry instanceof FileEntry.File file) || stat.mode() == file.mode();
        return modeIsRight && holds(place, stat, entry);
    }

    /** Whether the content of an entry is there, with whatever mode. */
    private boolean holds(Path place, FileStat stat, FileEntry entry) throws IOException {
        return switch (entry) {
            case FileEntry.Folder _ -> stat.kind() == Kind.FOLDER;
            case FileEntry.Symlink link ->
                    stat.kind() == Kind.SYMLINK
                            && Files.readSymbolicLink(place).toString().equals(link.target());
            case FileEntry.File file ->
                    isOfSize(file, stat) && digests.digest(place).equals(file.content());
        };
    }

    private static boolean isOfSize(FileEntry.File file, FileStat stat) {
        return stat.kind() == Kind.FILE && stat.size() == file.size();
    }

    private void write(Path place, FileEntry entry, Room room) throws IOException {
        switch (entry) {
            case FileEntry.Folder folder -> {}
            case FileEntry.Symlink link -> NewFile.link(place, link.target());
            case FileEntry.File file -> {
                FileTime time = FileTime.from(Instant.now());
                try (Room.Share _ = room.share(file.size())) {
                    if (!blobs.materialise(file.content(), place, file.mode(), time)) {
                        throw LostBlobException.gone(file.content(), file.path());
                    }
                }
                fresh.add(place, time, file.content());
            }
        }
    }

    private void setFolderModes() throws IOException {
        for (FileEntry entry : artifact.entries().reversed()) {
            if (entry instanceof FileEntry.Folder(String path, int mode)) {
                Optional<FileStat> stat = FileStat.of(place(path));
                if (stat.isPresent() && stat.get().mode() != mode) {
                    Files.setPosixFilePermissions(place(path), Modes.permissions(mode));
                }
            }
        }
    }

    private void removeLeaf(FileEntry leaf) throws IOException {
        if (isInside(leaf.path()) && isAsDelivered(leaf)) {
            Files.delete(place(leaf.path()));
            removed++;
        }
    }

    /** What somebody has changed or replaced since is his, and there is no other copy of it. */
    private boolean isAsDelivered(FileEntry leaf) throws IOException {
        Path place = place(leaf.path());
        Optional<FileStat> stat = FileStat.of(place);
        if (stat.isEmpty()) {
            return false;
        }
        boolean secret =
                leaf instanceof FileEntry.File file
                        && isOfSize(file, stat.get())
                        && !Files.isReadable(place);
        return secret || holds(place, stat.get(), leaf);
    }

    /** A folder in which somebody else has put something stays. */
    private void removeFolder(String path) throws IOException {
        if (isInside(path) && kind(path).filter(kind -> kind == Kind.FOLDER).isPresent()) {
            try {
                Files.delete(place(path));
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    private boolean isInside(String path) throws IOException {
        if (path.isEmpty()) {
            return true;
        }
        String parent = Outline.parent(path);
        return isInside(parent) && kind(parent).filter(kind -> kind == Kind.FOLDER).isPresent();
    }

    private Optional<Kind> kind(String path) throws IOException {
        return FileStat.of(place(path)).map(FileStat::kind);
    }

    private Path place(String path) {
        return path.isEmpty() ? target : target.resolve(path);
    }

    private static List<String> ascending(Set<String> paths) {
        return paths.stream().sorted(Comparator.naturalOrder()).toList();
    }

    private static FileAlreadyExistsException inTheWay(Path path, String problem) {
        return new FileAlreadyExistsException(path.toString(), null, problem);
    }
}
