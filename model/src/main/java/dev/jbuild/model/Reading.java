package dev.jbuild.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Something outside that the evaluation of a build file has read. With equal readings, and equal
 * requests, evaluating again gives an equal project.
 */
public sealed interface Reading {
    /**
     * A file, or that there was none.
     *
     * @param path absolute; links are followed
     */
    record File(Path path, Optional<Digest> content) implements Reading {}

    /**
     * The names in a folder, or that there was none.
     *
     * @param path absolute; links are followed
     */
    record Folder(Path path, Optional<List<String>> names) implements Reading {
        public Folder {
            names = names.map(List::copyOf);
        }
    }

    /** A variable of the environment, or that it was not set. */
    record Variable(String name, Optional<String> value) implements Reading {}

    /**
     * Something that cannot be looked at again with little effort.
     *
     * @param what for people
     */
    record Untold(String what) implements Reading {}
}
