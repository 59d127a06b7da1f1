package dev.jbuild.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The files by which a project says how it is built, and git's own: what a build does has to follow
 * from them, so none of it may put something in their places.
 */
public final class OwnFiles {
    private static final Set<String> NAMES =
            Set.of("jbuild.groovy", "jbuild.lock", ".jbuildignore", ".arg", ".builder");
    private static final String REPOSITORY = ".git";

    private OwnFiles() {}

    /**
     * Whether a path leads to one of them.
     *
     * @param path without {@code .} and {@code ..}; in any letters, as some file systems tell no
     *     small ones from capitals
     */
    public static boolean has(String path) {
        List<String> names = Arrays.asList(path.toLowerCase(Locale.ROOT).split("/"));
        return names.contains(REPOSITORY) || (!names.isEmpty() && NAMES.contains(names.getLast()));
    }
}
