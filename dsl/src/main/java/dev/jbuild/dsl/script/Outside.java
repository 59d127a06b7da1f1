package dev.jbuild.dsl.script;

import java.util.Optional;

/** The machine, as far as a build file may read it. Every look is recorded. */
public interface Outside {
    /** A variable of the environment; empty when it is not set. */
    Optional<String> variable(String name);

    /**
     * The text of a file.
     *
     * @param path relative to the project's root, {@code /}-separated, not leading out by its names
     */
    FileText file(String path);

    /** What became of reading a file. */
    sealed interface FileText {
        record Found(String text) implements FileText {}

        record Missing() implements FileText {}

        /**
         * There is something that a build file may not or cannot read.
         *
         * @param problem as in "the file `x` {@code problem}"
         */
        record Refused(String problem, String cure) implements FileText {}
    }
}
