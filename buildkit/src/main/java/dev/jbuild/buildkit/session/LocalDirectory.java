package dev.jbuild.buildkit.session;

import java.nio.file.Path;

/**
 * A directory that the daemon may read.
 *
 * @param name as {@code LocalSource} has it
 * @param files what of it is sent. Links are sent as they are, never followed; hard links as plain
 *     files; owner is root
 * @param witness told of every file whose content was sent
 */
public record LocalDirectory(String name, Path root, FileSelection files, Witness witness) {

    /** Hears what the daemon got. Called from threads of the session. */
    @FunctionalInterface
    public interface Witness {
        /**
         * The content of a file is on its way.
         *
         * @param path relative to the directory
         * @param sha256 of exactly what was sent
         */
        void sent(String path, byte[] sha256);
    }

    /** A part of a directory, sent without a witness. */
    public LocalDirectory(String name, Path root, FileSelection files) {
        this(name, root, files, (_, _) -> {});
    }

    /** The whole directory. */
    public LocalDirectory(String name, Path root) {
        this(name, root, FileSelection.all());
    }
}
