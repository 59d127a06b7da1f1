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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

    /** What has its path: the release goes before others, the later before the older. */
    private final Map<String, Stored> linked = new HashMap<>();

    /** Paths of the release without a hash. */
    private final Set<String> plain = new HashSet<>();

    /** Paths of the folders that these are in, so that each is made once. */
    private final Set<String> made = new HashSet<>();

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
            OpenFolders.make(beginnings);
            fill(beginnings);
            Files.move(beginnings, place, StandardCopyOption.ATOMIC_MOVE);
        } else {
            fill(place);
        }
    }

    private void fill(Path folder) throws IOException {
        for (ReleaseFile file : change.release().files()) {
            link(folder, file);
            if (!file.immutable()) {
                plain.add(file.path());
            }
        }
        for (Release other : change.others()) {
            for (ReleaseFile file : other.files()) {
                if (file.immutable()) {
                    linkOther(folder, file);
                }
            }
        }
    }

    /** A file of another release. Its siblings do not go beside a file that has its path. */
    private void linkOther(Path folder, ReleaseFile file) throws IOException {
        if (Codec.originals(file.path()).anyMatch(plain::contains)) {
            return;
        }
        link(folder, file.path(), file.content());
        if (file.content().equals(linked.get(file.path()))) {
            linkSiblings(folder, file);
        }
    }

    private void link(Path folder, ReleaseFile file) throws IOException {
        link(folder, file.path(), file.content());
        linkSiblings(folder, file);
    }

    private void linkSiblings(Path folder, ReleaseFile file) throws IOException {
        for (Map.Entry<Codec, Stored> sibling : file.siblings().entrySet()) {
            link(folder, file.path() + sibling.getKey().suffix(), sibling.getValue());
        }
    }

    private void link(Path folder, String path, Stored content) throws IOException {
        if (isTaken(path)) {
            return;
        }
        linked.put(path, content);
        makeParents(folder, path);
        Path place = folder.resolve(path);
        Path kept = pool.apply(content.digest());
        try {
            Files.createLink(place, kept);
        } catch (FileAlreadyExistsException e) {
            // Two releases share most of their files. What is no link was put there by somebody
            // else, or is the folder of an older release.
            if (!Files.isSameFile(place, kept)) {
                Folders.delete(place);
                Files.createLink(place, kept);
            }
        }
    }

    /**
     * Whether a path has its content, or cannot be there: what is a file in one release may be a
     * folder in another.
     */
    private boolean isTaken(String path) {
        return linked.containsKey(path)
                || made.contains(path)
                || parents(path).stream().anyMatch(linked::containsKey);
    }

    private void makeParents(Path folder, String path) throws IOException {
        for (String parent : parents(path)) {
            if (made.add(parent)) {
                Path place = folder.resolve(parent);
                if (Files.isRegularFile(place)) {
                    // Of an older release, since no path that was linked now is in the way.
                    Files.delete(place);
                }
                OpenFolders.make(place);
            }
        }
    }

    /** The folders that a path is in, the outermost first. */
    private static List<String> parents(String path) {
        List<String> parents = new ArrayList<>();
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            parents.add(path.substring(0, end));
        }
        return parents;
    }
}
