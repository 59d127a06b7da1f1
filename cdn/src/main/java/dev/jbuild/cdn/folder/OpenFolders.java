package dev.jbuild.cdn.folder;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Folders that everybody may enter, whatever the umask: a web server is another user, and what is
 * in them is meant for the public. Folders that are there already keep the permissions that their
 * owner gave them.
 */
final class OpenFolders {
    private static final Set<PosixFilePermission> ENTERING =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_EXECUTE);

    private OpenFolders() {}

    /** Makes a folder and those above that are missing. */
    static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            make(parent);
        }
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // Another publisher was faster.
            if (Files.isDirectory(folder)) {
                return;
            }
            throw e;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
        if (permissions.addAll(ENTERING)) {
            Files.setPosixFilePermissions(folder, permissions);
        }
    }
}
