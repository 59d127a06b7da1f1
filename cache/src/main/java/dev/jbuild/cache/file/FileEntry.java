package dev.jbuild.cache.file;

import dev.jbuild.model.Digest;

/** A file, link or folder of a {@link Tree}: what of it counts. */
public sealed interface FileEntry {
    /** Relative, {@code /}-separated. Empty when the tree is nothing but this entry. */
    String path();

    /** The same by another path. */
    FileEntry at(String path);

    /**
     * A regular file.
     *
     * @param mode permission bits
     * @param size in bytes
     */
    record File(String path, int mode, long size, Digest content) implements FileEntry {
        public File {
            EntryRules.checkPath(path);
            EntryRules.checkMode(mode);
        }

        @Override
        public File at(String path) {
            return new File(path, mode, size, content);
        }
    }

    /**
     * A symbolic link.
     *
     * @param target the text of the link
     */
    record Symlink(String path, String target) implements FileEntry {
        public Symlink {
            EntryRules.checkPath(path);
            if (target.isEmpty() || target.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("not the text of a link: `" + target + "`");
            }
        }

        @Override
        public Symlink at(String path) {
            return new Symlink(path, target);
        }
    }

    /**
     * A folder.
     *
     * @param mode permission bits
     */
    record Folder(String path, int mode) implements FileEntry {
        public Folder {
            EntryRules.checkPath(path);
            EntryRules.checkMode(mode);
        }

        @Override
        public Folder at(String path) {
            return new Folder(path, mode);
        }
    }
}
