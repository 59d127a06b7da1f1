package dev.jbuild.buildkit.llb;

/**
 * One change to a tree. Times are unix nanoseconds; {@link #NO_TIME} leaves them to the daemon or
 * to the original.
 */
public sealed interface FileAction {

    /** No time given. */
    long NO_TIME = -1;

    /**
     * Copies files from another tree.
     *
     * @param options all the details; {@link CopyOptions#DEFAULT} creates missing parents
     */
    record Copy(Tree from, String source, String dest, Owner owner, CopyOptions options)
            implements FileAction {
        public Copy {
            Paths.requireAbsolute(source);
            Paths.requireAbsolute(dest);
        }

        public Copy(Tree from, String source, String dest) {
            this(from, source, dest, Owner.KEEP, CopyOptions.DEFAULT);
        }
    }

    /** Makes a directory. */
    record Mkdir(String path, int mode, boolean parents, Owner owner, long time)
            implements FileAction {
        public Mkdir {
            Paths.requireAbsolute(path);
        }

        public Mkdir(String path, int mode, boolean parents) {
            this(path, mode, parents, Owner.KEEP, NO_TIME);
        }
    }

    /** Writes a file; its parent must be there. */
    record Mkfile(String path, int mode, Bytes data, Owner owner, long time) implements FileAction {
        public Mkfile {
            Paths.requireAbsolute(path);
        }

        public Mkfile(String path, int mode, Bytes data) {
            this(path, mode, data, Owner.KEEP, NO_TIME);
        }
    }

    /** Deletes a file or a directory with all that is in it. */
    record Remove(String path, boolean allowMissing, boolean wildcard) implements FileAction {
        public Remove {
            Paths.requireAbsolute(path);
        }
    }

    /**
     * Makes a link at {@code path} that says {@code target} (BuildKit 0.19 and later, see {@code
     * file.symlink.create}).
     */
    record Symlink(String target, String path, Owner owner, long time) implements FileAction {
        public Symlink {
            Paths.requireAbsolute(path);
        }

        public Symlink(String target, String path) {
            this(target, path, Owner.KEEP, NO_TIME);
        }
    }
}
