package dev.jbuild.cdn.folder;

import dev.jbuild.cache.atomic.Folders;
import dev.jbuild.cdn.origin.Origin.Switch;
import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The folder with all files of a release: hard links into the pool. It also has the files with
 * hashed names of the other releases, which pages ask for that were loaded before the switch.
 */
final class ReleaseFolder {
    private final Path place;
    private final Path beginnings;
    private final Switch change;
    private final Function<Digest, Path> pool;

    /**
     * Paths that have their content: the release goes before others, the later before the older.
     */
    private final Set<String> linked = new HashSet<>();

    /** Folders that were made, so that each is made once. */
    private final Set<Path> made = new HashSet<>();

    ReleaseFolder(Path releases, Switch change, Function<Digest, Path> pool) {
        this.place = releases.resolve(change.id().hex());
        this.beginnings = releases.resolve("." + change.id().hex() + ".new");
        this.change = change;
        this.pool = pool;
    }

    /** Makes the folder appear with all its files, or adds what it lacks. */
    void make() throws IOException {
        if (!Files.exists(place)) {
            // Left by someone who was killed; the lock says that nobody is at it.
            Folders.delete(beginnings);
            Files.createDirectory(beginnings);
            fill(beginnings);
            Files.move(beginnings, place, StandardCopyOption.ATOMIC_MOVE);
        } else {
            fill(place);
        }
    }

    private void fill(Path folder) throws IOException {
        for (ReleaseFile file : change.release().files()) {
            link(folder, file);
        }
        for (Release other : change.others()) {
            for (ReleaseFile file : other.files()) {
                if (file.immutable()) {
                    link(folder, file);
                }
            }
        }
    }

    private void link(Path folder, ReleaseFile file) throws IOException {
        link(folder, file.path(), file.content());
        for (Map.Entry<Codec, Stored> sibling : file.siblings().entrySet()) {
            link(folder, file.path() + sibling.getKey().suffix(), sibling.getValue());
        }
    }

    private void link(Path folder, String path, Stored content) throws IOException {
        if (!linked.add(path)) {
            return;
        }
        Path place = folder.resolve(path);
        Path parent = place.getParent();
        if (made.add(parent)) {
            Files.createDirectories(parent);
        }
        Path kept = pool.apply(content.digest());
        try {
            Files.createLink(place, kept);
        } catch (FileAlreadyExistsException e) {
            // Two releases share most of their files. What is no link was put there by somebody
            // else.
            if (!Files.isSameFile(place, kept)) {
                Files.delete(place);
                Files.createLink(place, kept);
            }
        }
    }
}
