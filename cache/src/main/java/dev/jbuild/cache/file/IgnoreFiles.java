package dev.jbuild.cache.file;

import dev.jbuild.cache.file.glob.IgnoreRules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the ignore file of a folder. */
public final class IgnoreFiles {
    /** The names that are looked for. The first that is there counts, alone. */
    public static final List<String> NAMES = List.of(".jbuildignore", ".dockerignore");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private IgnoreFiles() {}

    /**
     * The rules of the folder's ignore file, or none.
     *
     * @throws IllegalArgumentException when the file is malformed; the message names the file
     */
    public static IgnoreRules read(Path folder) throws IOException {
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                try {
                    return IgnoreRules.parse(lines(file));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("in `" + name + "`: " + e.getMessage(), e);
                }
            }
        }
        return IgnoreRules.NONE;
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        if (!lines.isEmpty() && lines.getFirst().startsWith(BYTE_ORDER_MARK)) {
            lines.set(0, lines.getFirst().substring(1));
        }
        return lines;
    }
}
