package dev.jbuild.cache.file;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What entries obey wherever they come from. A manifest may come from a shared cache: nothing that
 * passes here can name a file outside of the folder that it is restored into.
 */
final class EntryRules {
    private static final int PERMISSIONS = 0777;

    private EntryRules() {}

    static void checkMode(int mode) {
        if ((mode & ~PERMISSIONS) != 0) {
            throw new IllegalArgumentException(
                    "more than permission bits: " + Integer.toOctalString(mode));
        }
    }

    static void checkPath(String path) {
        if (path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("path with a zero character: `" + path + "`");
        }
        if (path.isEmpty()) {
            return;
        }
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String name = path.substring(start, end);
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("not a relative path: `" + path + "`");
            }
            start = end + 1;
        }
    }

    static void checkTree(List<FileEntry> entries) {
        Set<String> leaves = new HashSet<>();
        String before = null;
        for (FileEntry entry : entries) {
            String path = entry.path();
            if (before != null && Utf8Order.compare(before, path) >= 0) {
                throw new IllegalArgumentException("`" + path + "` is not in its place");
            }
            if (path.isEmpty() && (entries.size() > 1 || entry instanceof FileEntry.Folder)) {
                throw new IllegalArgumentException("an entry without a path is not alone");
            }
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                if (leaves.contains(path.substring(0, slash))) {
                    throw new IllegalArgumentException("`" + path + "` lies below a file or link");
                }
            }
            if (!(entry instanceof FileEntry.Folder)) {
                leaves.add(path);
            }
            before = path;
        }
    }
}
