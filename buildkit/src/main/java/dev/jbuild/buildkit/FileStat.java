package dev.jbuild.buildkit;

import java.time.Instant;

/**
 * A file in a solved tree.
 *
 * @param path as asked for in {@code stat}; the bare name in {@code readDir}
 * @param permissions the nine low bits and setuid (04000), setgid (02000), sticky (01000)
 * @param size in bytes; 0 for directories
 * @param linkTarget what a symbolic link says; empty for anything else
 */
public record FileStat(
        String path,
        Kind kind,
        int permissions,
        int uid,
        int gid,
        long size,
        Instant modified,
        String linkTarget) {

    /** What sort of file it is. */
    public enum Kind {
        FILE,
        DIRECTORY,
        SYMLINK,
        OTHER
    }
}
