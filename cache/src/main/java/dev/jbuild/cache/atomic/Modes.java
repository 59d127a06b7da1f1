package dev.jbuild.cache.atomic;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Permission bits as Java has them. */
public final class Modes {
    /** Owner first, as the bits are from the highest down. */
    private static final PosixFilePermission[] FROM_HIGHEST = PosixFilePermission.values();

    private Modes() {}

    /** The set for bits such as {@code 0644}. */
    public static Set<PosixFilePermission> permissions(int bits) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < FROM_HIGHEST.length; i++) {
            if ((bits & (0400 >> i)) != 0) {
                permissions.add(FROM_HIGHEST[i]);
            }
        }
        return permissions;
    }
}
