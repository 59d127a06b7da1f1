package dev.jbuild.buildkit.llb;

import java.util.List;

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

    /**
     * How files are copied.
     *
     * @param mode permission bits for all; -1 keeps those of the original
     * @param time unix nanoseconds for all; -1 keeps those of the original
     * @param followSymlink when the source itself is a link, copy what it points to
     * @param contentsOnly copy what is in a directory, not the directory
     * @param unpack unpack archives, as Dockerfile ADD does
     * @param createDest make missing parents of the destination
     * @param wildcard the source is a pattern
     * @param allowEmpty a pattern may match nothing
     * @param include patterns of what to copy below the source; empty is all. Docker 20.10 ignores
     *     it
     * @param exclude patterns of what to leave out. Docker 20.10 ignores it
     * @param replaceExisting a file may take the place of a directory, and the reverse (Docker 27
     *     and later)
     * @param modeText symbolic mode as in {@code u+x} (Docker 27.5 and later); empty for none
     */
    record CopyOptions(
            int mode,
            long time,
            boolean followSymlink,
            boolean contentsOnly,
            boolean unpack,
            boolean createDest,
            boolean wildcard,
            boolean allowEmpty,
            List<String> include,
            List<String> exclude,
            boolean replaceExisting,
            String modeText) {

        public static final CopyOptions DEFAULT =
                new CopyOptions(
                        -1, NO_TIME, false, false, false, true, false, false, List.of(), List.of(),
                        false, "");

        public CopyOptions {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }

        public CopyOptions withMode(int mode) {
            return new CopyOptions(
                    mode,
                    time,
                    followSymlink,
                    contentsOnly,
                    unpack,
                    createDest,
                    wildcard,
                    allowEmpty,
                    include,
                    exclude,
                    replaceExisting,
                    modeText);
        }

        public CopyOptions withTime(long time) {
            return new CopyOptions(
                    mode,
                    time,
                    followSymlink,
                    contentsOnly,
                    unpack,
                    createDest,
                    wildcard,
                    allowEmpty,
                    include,
                    exclude,
                    replaceExisting,
                    modeText);
        }

        public CopyOptions withFollowSymlink(boolean followSymlink) {
            return new CopyOptions(
                    mode,
                    time,
                    followSymlink,
                    contentsOnly,
                    unpack,
                    createDest,
                    wildcard,
                    allowEmpty,
                    include,
                    exclude,
                    replaceExisting,
                    modeText);
        }

        public CopyOptions withContentsOnly(boolean contentsOnly) {
            return new CopyOptions(
                    mode,
                    time,
                    followSymlink,
                    contentsOnly,
                    unpack,
                    createDest,
                    wildcard,
                    allowEmpty,
                    include,
                    exclude,
                    replaceExisting,
                    modeText);
        }

        public CopyOptions withUnpack(boolean unpack) {
            return new CopyOptions(
                    mode,
                    time,
                    followSymlink,
                    contentsOnly,
                    unpack,
                    createDest,
                    wildcard,
                    allowEmpty,
                    include,
                    exclude,
                    replaceExisting,
                    modeText);
        }

        /** The source is a pattern, which may or may not match nothing. */
        public CopyOptions withWildcard(boolean allowEmpty) {
            return new CopyOptions(
                    mode,
                    time,
                    followSymlink,
                    contentsOnly,
                    unpack,
                    createDest,
                    true,
                    allowEmpty,
                    include,
                    exclude,
                    replaceExisting,
                    modeText);
        }

        public CopyOptions withPatterns(List<String> include, List<String> exclude) {
            return new CopyOptions(
                    mode,
                    time,
                    followSymlink,
                    contentsOnly,
                    unpack,
                    createDest,
                    wildcard,
                    allowEmpty,
                    include,
                    exclude,
                    replaceExisting,
                    modeText);
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
