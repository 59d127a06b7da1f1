package dev.jbuild.buildkit.session;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Keeps names that come from elsewhere inside the directory they are meant for. */
final class SafePaths {

    /** No file system of today has longer ones. */
    private static final int LONGEST = 4096;

    private static final int LONGEST_SHOWN = 200;

    /** With room for two names. */
    private static final int LONGEST_MESSAGE = 500;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private SafePaths() {}

    /**
     * Throws {@link IOException} unless the path is relative, made of plain names, and cannot lead
     * out.
     */
    static void requireInside(String path) throws IOException {
        boolean bad = path.isEmpty() || path.startsWith("/") || path.length() > LONGEST;
        bad |= path.indexOf('\0') >= 0;
        // Where it separates names; elsewhere it is a character like any other, and occurs.
        bad |= File.separatorChar == '\\' && path.indexOf('\\') >= 0;
        if (!bad) {
            for (String name : path.split("/", -1)) {
                bad |= name.isEmpty() || name.equals(".") || name.equals("..");
            }
        }
        if (bad) {
            throw new IOException("refused path `" + shown(path) + "`");
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
            parent = plain(parent, names[i]);
            if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(
                        "refused path `"
                                + shown(path)
                                + "`: `"
                                + shown(names[i])
                                + "` is no directory");
            }
        }
        return plain(parent, names[names.length - 1]);
    }

    /** What a link says, which may be anything, since nobody follows it. */
    static Path target(Path root, String target) throws IOException {
        try {
            return root.getFileSystem().getPath(target);
        } catch (InvalidPathException e) {
            throw new IOException("refused link to `" + shown(target) + "`", e);
        }
    }

    /** How a name is told to people. It may be long, or made to play with their terminals. */
    static String shown(String name) {
        return shown(name, LONGEST_SHOWN);
    }

    /** How a failure is told. File systems name files in theirs, as they are. */
    static String message(Exception failure) {
        return shown(String.valueOf(failure.getMessage()), LONGEST_MESSAGE);
    }

    private static String shown(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest) + "...";
        return CONTROL.matcher(cut).replaceAll("?");
    }

    private static Path plain(Path parent, String name) throws IOException {
        try {
            return parent.resolve(name);
        } catch (InvalidPathException e) {
            throw new IOException("refused path `" + shown(name) + "`", e);
        }
    }
}
