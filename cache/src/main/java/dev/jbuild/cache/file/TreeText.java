package dev.jbuild.cache.file;

import dev.jbuild.model.Digest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The canonical form of a tree: UTF-8, one line per entry in order, fields separated by tabs.
 *
 * <pre>
 * jbuild-tree/1
 * dir   mode              path
 * file  mode size sha256  path
 * link                    path  target
 * </pre>
 *
 * The mode is octal, the size decimal, both without leading zeros. In paths and targets a backslash
 * is {@code \\}, a tab {@code \t} and a line feed {@code \n}. Every line ends in a line feed.
 */
final class TreeText {
    private static final String HEADER = "jbuild-tree/1";

    private TreeText() {}

    static byte[] write(Tree tree) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (FileEntry entry : tree.entries()) {
            switch (entry) {
                case FileEntry.Folder(String path, int mode) ->
                        line(text, "dir", Integer.toOctalString(mode), escape(path));
                case FileEntry.File(String path, int mode, long size, Digest content) ->
                        line(
                                text,
                                "file",
                                Integer.toOctalString(mode),
                                Long.toString(size),
                                content.hex(),
                                escape(path));
                case FileEntry.Symlink(String path, String target) ->
                        line(text, "link", escape(path), escape(target));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Tree read(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        if (!lines[0].equals(HEADER)) {
            throw new IllegalArgumentException("not a manifest of files");
        }
        List<FileEntry> entries = new ArrayList<>(lines.length);
        for (int i = 1; i < lines.length - 1; i++) {
            entries.add(entry(lines[i]));
        }
        Tree tree = new Tree(entries);
        // Only one text stands for a tree. A second spelling would give it a second digest.
        if (!Arrays.equals(bytes, write(tree))) {
            throw new IllegalArgumentException("not in canonical form");
        }
        return tree;
    }

    private static FileEntry entry(String line) {
        String[] fields = line.split("\t", -1);
        return switch (fields[0] + fields.length) {
            case "dir3" -> new FileEntry.Folder(unescape(fields[2]), mode(fields[1]));
            case "file5" ->
                    new FileEntry.File(
                            unescape(fields[4]),
                            mode(fields[1]),
                            Long.parseLong(fields[2]),
                            new Digest(fields[3]));
            case "link3" -> new FileEntry.Symlink(unescape(fields[1]), unescape(fields[2]));
            default -> throw new IllegalArgumentException("not an entry: " + line);
        };
    }

    private static int mode(String octal) {
        return Integer.parseInt(octal, 8);
    }

    private static void line(StringBuilder text, String... fields) {
        text.append(String.join("\t", fields)).append('\n');
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                c =
                        switch (text.charAt(i)) {
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            default -> text.charAt(i);
                        };
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
