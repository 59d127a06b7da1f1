package dev.jbuild.front;

import dev.jbuild.cache.file.FileStat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A jbuild and its Java.
 *
 * @param lib folder of the jars, beside that of the launcher
 * @param java folder of the Java
 */
public record Installation(Path lib, Path java) {
    Path launcher() {
        return lib.resolveSibling("bin").resolve("jbuild").toAbsolutePath();
    }

    /**
     * All that a process has open from its start to its end, or has read once: the jars, the caches
     * of their classes, its Java, what that trusts, and what git is told by the machine.
     */
    public String description() throws IOException {
        Path folder = lib.toRealPath();
        String[] names = folder.toFile().list();
        if (names == null) {
            throw new IOException("cannot list " + folder);
        }
        Arrays.sort(names);
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            describe(text, folder.resolve(name));
        }
        describe(text, java.resolve("lib/modules"));
        describe(text, java.resolve("lib/security/cacerts"));
        describe(text, Path.of("/etc/gitconfig"));
        return text.toString();
    }

    /** By hand: the text of a record is put together by code that has to be made for it first. */
    private static void describe(StringBuilder out, Path file) throws IOException {
        out.append(file);
        FileStat.ofTarget(file)
                .ifPresent(
                        stat ->
                                out.append(' ')
                                        .append(stat.size())
                                        .append(' ')
                                        .append(stat.modifiedNanos())
                                        .append(' ')
                                        .append(stat.changedNanos())
                                        .append(' ')
                                        .append(stat.inode()));
        out.append('\n');
    }
}
