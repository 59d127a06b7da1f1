package dev.jbuild.cdn;

import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cdn.release.Remark;
import dev.jbuild.cdn.release.Stored;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a folder. A link to a file is that file; an origin has no links. */
final class Contents {
    /** How many links may lead to the next one. */
    private static final int LINKS = 40;

    private final SortedMap<String, Stored> files = new TreeMap<>();

    Contents(Tree folder, List<Remark> remarks) {
        Map<String, FileEntry> entries = new HashMap<>();
        folder.entries().forEach(entry -> entries.put(entry.path(), entry));
        for (FileEntry entry : folder.entries()) {
            FileEntry end = follow(entry, entries);
            if (end instanceof FileEntry.File file) {
                files.put(entry.path(), new Stored(file.content(), file.size()));
            } else if (entry instanceof FileEntry.Symlink link) {
                remarks.add(
                        new Remark(
                                Remark.Kind.LEFT_OUT,
                                link.path(),
                                "left out: a link to `"
                                        + link.target()
                                        + "`, which is no file of the folder"));
            }
        }
    }

    /** By path. */
    SortedMap<String, Stored> files() {
        return files;
    }

    private static FileEntry follow(FileEntry start, Map<String, FileEntry> entries) {
        FileEntry entry = start;
        for (int i = 0; i < LINKS && entry instanceof FileEntry.Symlink link; i++) {
            Path target = Path.of("/" + link.path()).resolveSibling(link.target()).normalize();
            FileEntry next = entries.get(target.toString().substring(1));
            if (next == null || link.target().startsWith("/")) {
                return entry;
            }
            entry = next;
        }
        return entry;
    }
}
