package dev.jbuild.engine.git;

import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes the files of a commit, byte for byte as they are stored: the settings of a user's git,
 * such as line ends and filters, have no say.
 */
final class CommitFiles {
    private static final Set<String> RESERVED = Set.of("", ".", "..");

    private CommitFiles() {}

    /**
     * Writes them into an empty folder.
     *
     * @return where submodules would be, which are left out
     */
    static List<String> write(Repository clone, RevCommit commit, Path folder) throws IOException {
        List<String> submodules = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(clone)) {
            walk.addTree(commit.getTree());
            while (walk.next()) {
                requireHarmless(walk.getNameString());
                Path place = folder.resolve(walk.getPathString());
                FileMode mode = walk.getFileMode();
                if (mode.equals(FileMode.TREE)) {
                    Files.createDirectory(place);
                    walk.enterSubtree();
                } else if (mode.equals(FileMode.GITLINK)) {
                    submodules.add(walk.getPathString());
                } else {
                    write(walk.getObjectReader().open(walk.getObjectId(0)), mode, place);
                }
            }
        }
        return submodules;
    }

    private static void write(ObjectLoader content, FileMode mode, Path place) throws IOException {
        if (mode.equals(FileMode.SYMLINK)) {
            String target = new String(content.getBytes(), StandardCharsets.UTF_8);
            Files.createSymbolicLink(place, Path.of(target));
            return;
        }
        // Never by way of a link, and never over a file: a tree that names one twice is refused.
        try (OutputStream out =
                Files.newOutputStream(
                        place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.copyTo(out);
        }
        boolean program = mode.equals(FileMode.EXECUTABLE_FILE);
        Files.setPosixFilePermissions(
                place, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** A tree that was made by hand may have names that lead elsewhere. */
    private static void requireHarmless(String name) throws IOException {
        if (RESERVED.contains(name)
                || name.indexOf('/') >= 0
                || name.indexOf('\0') >= 0
                || name.equalsIgnoreCase(".git")) {
            throw new IOException("the commit has a file with the name `" + name + "`");
        }
    }
}
