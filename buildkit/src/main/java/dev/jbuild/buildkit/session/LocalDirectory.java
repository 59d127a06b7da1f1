package dev.jbuild.buildkit.session;

import java.nio.file.Path;

/**
 * A directory that the daemon may read.
 *
 * @param name as {@code LocalSource} has it
 * @param files what of it is sent. Links are sent as they are, never followed; hard links as plain
 *     files; owner is root
 */
public record LocalDirectory(String name, Path root, FileSelection files) {

    /** The whole directory. */
    public LocalDirectory(String name, Path root) {
        this(name, root, FileSelection.all());
    }
}
