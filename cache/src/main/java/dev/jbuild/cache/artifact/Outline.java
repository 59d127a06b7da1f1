package dev.jbuild.cache.artifact;

import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.Tree;

import java.util.HashSet;
import java.util.Set;

/**
 * Which paths of an artifact are folders and which are not, with the folders that it takes for
 * granted: those on the way to its entries, and the place itself, whose path is empty.
 *
 * @param folders none when the artifact is one file or link
 * @param leaves files and links
 */
record Outline(Set<String> folders, Set<String> leaves) {
    static final Outline NOTHING = new Outline(Set.of(), Set.of());

    static Outline of(Tree tree) {
        Set<String> folders = new HashSet<>();
        Set<String> leaves = new HashSet<>();
        for (FileEntry entry : tree.entries()) {
            if (entry instanceof FileEntry.Folder) {
                folders.add(entry.path());
            } else {
                leaves.add(entry.path());
            }
            addParents(entry.path(), folders);
        }
        if (tree.entries().isEmpty()) {
            folders.add("");
        }
        return new Outline(folders, leaves);
    }

    /** The folder of a path that is not empty. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Whether something at this path, of the given kind, keeps the artifact from its place. */
    boolean isObstructedBy(String path, boolean folder) {
        if (folder ? leaves.contains(path) : folders.contains(path)) {
            return true;
        }
        for (String above = path; !above.isEmpty(); ) {
            above = parent(above);
            if (leaves.contains(above)) {
                return true;
            }
        }
        return false;
    }

    private static void addParents(String path, Set<String> folders) {
        for (String above = path; !above.isEmpty(); ) {
            above = parent(above);
            folders.add(above);
        }
    }
}
