package dev.jbuild.buildkit.llb;

import java.util.List;

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
 * @param include patterns of what to copy below the source; empty is all. Docker 20.10 ignores it
 * @param exclude patterns of what to leave out. Docker 20.10 ignores it
 * @param replaceExisting a file may take the place of a directory, and the reverse (Docker 27 and
 *     later)
 * @param modeText symbolic mode as in {@code u+x} (Docker 28 and later); empty for none
 */
public record CopyOptions(
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

    /** All as in the original; creates missing parents. */
    public static final CopyOptions DEFAULT = builder().build();

    public CopyOptions {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Starts with {@link #DEFAULT}. */
    public static CopyBuilder builder() {
        return new CopyBuilder();
    }
}
