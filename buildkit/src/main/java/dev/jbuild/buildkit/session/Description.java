package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Gives files the time and the permissions that they were described with. */
final class Description {

    /** Declared from owner read to others execute, as the bits go from high to low. */
    private static final PosixFilePermission[] BITS = PosixFilePermission.values();

    private Description() {}

    /** Never to what a link leads to, should one be in the place. */
    static void give(Path path, Stat stat) throws IOException {
        FileTime time = FileTime.from(stat.getModTime(), TimeUnit.NANOSECONDS);
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(time, null, null);
        // Last, for it may take away the right to set the time. Not every file system has it.
        PosixFileAttributeView posix =
                Files.getFileAttributeView(
                        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (posix != null) {
            posix.setPermissions(permissions(stat.getMode()));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < BITS.length; i++) {
            if ((mode & (0400 >> i)) != 0) {
                permissions.add(BITS[i]);
            }
        }
        return permissions;
    }
}
