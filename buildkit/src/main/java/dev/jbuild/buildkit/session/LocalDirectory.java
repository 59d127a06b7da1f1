package dev.jbuild.buildkit.session;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A directory that the daemon may read.
 *
 * @param name as {@code LocalSource} has it
 * @param parts what is in it: a single one, or several with a folder each
 */
public record LocalDirectory(String name, List<Part> parts) {

    /** Throws {@link IllegalArgumentException} for parts that are not beside each other. */
    public LocalDirectory {
        parts = List.copyOf(parts);
        Set<String> folders = new HashSet<>();
        for (Part part : parts) {
            if (!folders.add(part.folder()) || (part.folder().isEmpty() && parts.size() > 1)) {
                throw new IllegalArgumentException("two parts in folder `" + part.folder() + "`");
            }
        }
    }

    /** A part of a directory of this machine, as it is. */
    public LocalDirectory(String name, Path root, FileSelection files, Witness witness) {
        this(name, List.of(new Part("", root, files, witness)));
    }

    /** A part of a directory of this machine, sent without a witness. */
    public LocalDirectory(String name, Path root, FileSelection files) {
        this(name, root, files, _ -> Optional.empty());
    }

    /** A whole directory of this machine. */
    public LocalDirectory(String name, Path root) {
        this(name, root, FileSelection.all());
    }

    /**
     * Files of one directory of this machine.
     *
     * @param folder the folder that they are sent in, a single name; empty for none
     * @param files what of it is sent. Links are sent as they are, never followed; hard links as
     *     plain files; owner is root
     * @param witness told of all that is listed, and of every file that is sent
     */
    public record Part(String folder, Path root, FileSelection files, Witness witness) {

        /** Throws {@link IllegalArgumentException} for a folder that is not a single name. */
        public Part {
            if (folder.contains("/") || folder.equals(".") || folder.equals("..")) {
                throw new IllegalArgumentException("not a single name: " + folder);
            }
        }
    }

    /**
     * Something in a directory of this machine, as the daemon is told of it: all that it gets of
     * anything but the content of a file.
     */
    public sealed interface Entry {
        /** Relative to the directory of this machine. */
        String path();

        /** A regular file, with its permission bits. */
        record File(String path, int mode) implements Entry {}

        /** A symbolic link, with its text. */
        record Symlink(String path, String target) implements Entry {}

        /** A directory, with its permission bits. */
        record Folder(String path, int mode) implements Entry {}
    }

    /** Hears what the daemon got. Called from threads of the session. */
    @FunctionalInterface
    public interface Witness {
        /** The daemon is about to be told of this. */
        default void listed(Entry entry) {}

        /**
         * A file is about to be read and sent.
         *
         * @param path relative to the directory of this machine
         * @return takes the SHA-256 of exactly what was sent, when it is on its way; empty where
         *     nobody asks for that, which saves the time to compute it
         */
        Optional<Consumer<byte[]>> sending(String path);

        /**
         * The daemon has all that it wants of the directory. It goes on only when this returns,
         * which has to be soon.
         */
        default void received() {}
    }
}
