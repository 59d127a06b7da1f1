package dev.jbuild.cdn;

import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.ListFile;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Where a release has its lists: each has a place of its own, beside the files of the folder. */
final class ListPaths {
    private static final Pattern NO_NAME = Pattern.compile("|\\.\\.?|.*[\\p{Cntrl}\\\\].*");

    private ListPaths() {}

    /**
     * Makes sure that the lists have places.
     *
     * @param files of the folder, and what they are served as
     * @param reserved what no path of a release begins with
     */
    static void check(List<ListFile> lists, Set<String> files, String reserved) throws UserMistake {
        SortedSet<String> taken = new TreeSet<>(files);
        Set<String> all = new TreeSet<>(files);
        lists.forEach(list -> all.add(list.path()));
        for (ListFile list : lists) {
            String path = list.path();
            if (path.startsWith(reserved)
                    || Arrays.stream(path.split("/", -1)).anyMatch(NO_NAME.asMatchPredicate())) {
                throw mistake(
                        "cdn-list",
                        "`" + path.replaceAll("\\p{Cntrl}", "?") + "` is no place for a list",
                        "write where in the release it goes, as in `manifest.json` or"
                                + " `assets/manifest.json`; `"
                                + reserved
                                + "` is where an origin keeps its releases");
            }
            if (taken.contains(path)) {
                throw exists(path, path);
            }
            for (String other : taken) {
                if (other.startsWith(path + "/") || path.startsWith(other + "/")) {
                    throw exists(path, other);
                }
            }
            requireNoSibling(path, all);
            taken.add(path);
        }
    }

    /** A web server would give it out as the compressed form of the other file. */
    private static void requireNoSibling(String path, Set<String> files) throws UserMistake {
        Optional<String> original = Codec.originals(path).filter(files::contains).findFirst();
        if (original.isPresent()) {
            throw exists(path, original.get());
        }
    }

    private static UserMistake exists(String path, String other) {
        return mistake(
                "cdn-list-exists",
                path.equals(other)
                        ? "the release has a `" + path + "` already"
                        : "the release cannot have `" + path + "` beside `" + other + "`",
                "give the list of the release another name");
    }

    private static UserMistake mistake(String code, String message, String hint) {
        return new UserMistake(Diagnostic.of(code, message, hint));
    }
}
