package dev.jbuild.engine.output;

import dev.jbuild.cache.room.Room;
import dev.jbuild.engine.archive.CautiousTar;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Unpacks what a program in a container has packed, which is to be trusted with nothing: it stays
 * in its folder, is files, folders and links, and no larger than its archive, nor than the disk.
 */
final class ArchivedFiles {
    private static final PosixFilePermission[] BITS = PosixFilePermission.values();

    private final Path folder;
    private final Room room;

    /** A folder that cannot be written gets its mode when all is in it. */
    private final SequencedMap<Path, Integer> folders = new LinkedHashMap<>();

    private ArchivedFiles(Path folder) {
        this.folder = folder;
        this.room = Room.in(folder);
    }

    /**
     * Unpacks a tar archive.
     *
     * @param folder that is there, and empty
     * @throws IOException also for a name that leads elsewhere
     */
    static void unpack(InputStream archive, Path folder) throws IOException {
        ArchivedFiles files = new ArchivedFiles(folder);
        try (CautiousTar tar = CautiousTar.of(archive)) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                files.take(entry, tar);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("the archive has names that are none", e);
        }
        for (Map.Entry<Path, Integer> made : files.folders.reversed().entrySet()) {
            mode(made.getKey(), made.getValue());
        }
    }

    private void take(TarArchiveEntry entry, InputStream content) throws IOException {
        if (isNothingOutside(entry)) {
            return;
        }
        Path path = inside(entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            folders.put(path, entry.getMode());
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            // Not a copy: one file may have any number of names.
            Files.createLink(path, inside(entry.getLinkName()));
        } else if (entry.isSparse()) {
            // Few bytes in the archive may be any number of them on disk.
            throw new IOException("refused `" + entry.getName() + "`, a file with holes");
        } else {
            room.take(entry.getSize());
            Files.copy(content, path);
            mode(path, entry.getMode());
        }
    }

    /** The library takes all of these for files. */
    private static boolean isNothingOutside(TarArchiveEntry entry) {
        return entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice();
    }

    /** A place in the folder, with no link on the way to it. */
    private Path inside(String name) throws IOException {
        Path path = folder;
        for (String part : name.split("/", -1)) {
            if (part.equals("..") || name.startsWith("/")) {
                throw new IOException("refused path `" + name + "`");
            }
            if (Files.isSymbolicLink(path)) {
                throw new IOException("refused path `" + name + "`, which leads through a link");
            }
            path = part.equals(".") || part.isEmpty() ? path : path.resolve(part);
        }
        return path;
    }

    private static void mode(Path path, int mode) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        // Declared from owner read to others execute, as the bits go from high to low.
        for (int i = 0; i < BITS.length; i++) {
            if ((mode & (0400 >> i)) != 0) {
                permissions.add(BITS[i]);
            }
        }
        Files.setPosixFilePermissions(path, permissions);
    }
}
