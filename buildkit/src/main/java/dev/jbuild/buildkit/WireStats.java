package dev.jbuild.buildkit;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import java.time.Instant;

/** Reads descriptions of files, whose modes are Go's and not unix's. */
final class WireStats {

    private static final int DIRECTORY = 1 << 31;
    private static final int SYMLINK = 1 << 27;

    /** Devices, pipes, sockets, and what Go cannot name. */
    private static final int OTHER = 1 << 26 | 1 << 25 | 1 << 24 | 1 << 21 | 1 << 19;

    private static final int SETUID = 1 << 23;
    private static final int SETGID = 1 << 22;
    private static final int STICKY = 1 << 20;
    private static final long NANOS = 1_000_000_000;

    private WireStats() {}

    static FileStat read(Stat stat) {
        int mode = stat.getMode();
        int permissions = mode & 0777;
        permissions |= (mode & SETUID) != 0 ? 04000 : 0;
        permissions |= (mode & SETGID) != 0 ? 02000 : 0;
        permissions |= (mode & STICKY) != 0 ? 01000 : 0;
        long time = stat.getModTime();
        return new FileStat(
                stat.getPath(),
                kind(mode),
                permissions,
                stat.getUid(),
                stat.getGid(),
                (mode & DIRECTORY) != 0 ? 0 : stat.getSize(),
                Instant.ofEpochSecond(Math.floorDiv(time, NANOS), Math.floorMod(time, NANOS)),
                (mode & SYMLINK) != 0 ? stat.getLinkname() : "");
    }

    private static FileStat.Kind kind(int mode) {
        if ((mode & DIRECTORY) != 0) {
            return FileStat.Kind.DIRECTORY;
        }
        if ((mode & SYMLINK) != 0) {
            return FileStat.Kind.SYMLINK;
        }
        return (mode & OTHER) != 0 ? FileStat.Kind.OTHER : FileStat.Kind.FILE;
    }
}
