package dev.jbuild.buildkit.session;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Keeps names that come from elsewhere inside the directory they are meant for. */
final class SafePaths {

    private SafePaths() {}

    /**
     * Throws {@link IOException} unless the path is relative, made of plain names, and cannot lead
     * out.
     */
    static void requireInside(String path) throws IOException {
        boolean bad = path.isEmpty() || path.startsWith("/") || path.indexOf('\0') >= 0;
        // Where it separates names; elsewhere it is a character like any other, and occurs.
        bad |= File.separatorChar == '\\' && path.indexOf('\\') >= 0;
        if (!bad) {
            for (String name : path.split("/", -1)) {
                bad |= name.isEmpty() || name.equals(".") || name.equals("..");
            }
        }
        if (bad) {
            throw new IOException("refused path `" + path + "`");
        }
    }

    /**
     * The place of {@code path} below {@code root}. Throws {@link IOException} when the name could
     * lead out or when a directory above the place is missing or is a link, which may point
     * anywhere.
     */
    static Path resolve(Path root, String path) throws IOException {
        requireInside(path);
        Path parent = root;
        String[] names = path.split("/", -1);
        for (int i = 0; i < names.length - 1; i++) {
            parent = parent.resolve(names[i]);
            if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(
                        "refused path `" + path + "`: `" + names[i] + "` is no directory");
            }
        }
        return parent.resolve(names[names.length - 1]);
    }
}
