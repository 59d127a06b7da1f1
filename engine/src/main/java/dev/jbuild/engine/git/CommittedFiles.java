package dev.jbuild.engine.git;

import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which files of a work tree git keeps, by its index. */
public final class CommittedFiles {
    private static final String GIT = ".git";
    private static final String LINK = "gitdir:";

    private CommittedFiles() {}

    /** Whether git keeps a file, in whatever repository it is. */
    public static boolean has(Path file) throws IOException {
        Path whole = file.toRealPath();
        for (@Nullable Path top = whole.getParent(); top != null; top = top.getParent()) {
            Path git = top.resolve(GIT);
            if (Files.exists(git)) {
                Path index = folder(git).resolve("index");
                return Files.exists(index)
                        && DirCache.read(index.toFile(), FS.DETECTED)
                                        .findEntry(top.relativize(whole).toString())
                                >= 0;
            }
        }
        return false;
    }

    /** A work tree beside its repository says where that is. */
    private static Path folder(Path git) throws IOException {
        if (Files.isDirectory(git)) {
            return git;
        }
        String text = Files.readString(git).strip();
        if (!text.startsWith(LINK)) {
            throw new IOException("`" + git + "` does not say where the repository is");
        }
        return git.resolveSibling(text.substring(LINK.length()).strip());
    }
}
