package dev.jbuild.engine.secret;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The secrets that the user gives to a build, by id.
 *
 * @param values those whose value is given itself
 * @param files those whose value is the content of a file
 */
public record Secrets(SortedMap<String, String> values, SortedMap<String, Path> files) {
    public static final Secrets NONE = new Secrets(new TreeMap<>(), new TreeMap<>(Map.of()));

    public Secrets {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The ids, and no values. */
    @Override
    public String toString() {
        return "secrets " + values.keySet() + " and files " + files;
    }
}
