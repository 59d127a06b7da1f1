package dev.jbuild.cache.file;

/**
 * What the file system says about a file without reading it. If two looks at a path give equal
 * values, and the first was not too soon after a change, the content is the same.
 *
 * @param mode permission bits ({@code 0777} and below)
 * @param size in bytes
 * @param modifiedNanos modification time, nanoseconds since the epoch
 * @param changedNanos time of the last change of content or attributes, which no program can set
 * @param inode number of the file within its file system
 */
public record FileStat(
        Kind kind, int mode, long size, long modifiedNanos, long changedNanos, long inode) {
    /** Devices, sockets and pipes are none of these and never looked at. */
    public enum Kind {
        FILE,
        SYMLINK,
        FOLDER
    }
}
