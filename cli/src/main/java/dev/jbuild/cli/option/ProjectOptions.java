package dev.jbuild.cli.option;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which project, and what it is told.
 *
 * @param root folder of the build file, absolute
 * @param arguments values for the arguments that the build file declares, by name
 */
public record ProjectOptions(Path root, SortedMap<String, String> arguments) {
    public ProjectOptions {
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
    }
}
