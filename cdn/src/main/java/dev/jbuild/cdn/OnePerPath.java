package dev.jbuild.cdn;

import dev.jbuild.cdn.fingerprint.NamedFile;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files by the path under which they are served. A folder that is a release itself has a file
 * beside what it became: one of the two is enough.
 */
final class OnePerPath {
    private OnePerPath() {}

    /**
     * One file for each path.
     *
     * @throws UserMistake when two with other bytes would have the same
     */
    static Collection<NamedFile> of(List<NamedFile> files) throws UserMistake {
        SortedMap<String, NamedFile> byPath = new TreeMap<>();
        for (NamedFile file : files) {
            NamedFile other = byPath.get(file.path());
            if (other != null && !other.content().equals(file.content())) {
                throw new UserMistake(
                        Diagnostic.of(
                                "cdn-name",
                                "`%s` and `%s` would both be served as `%s`"
                                        .formatted(other.logical(), file.logical(), file.path()),
                                "take one of them out of the folder; it may be left there by"
                                        + " an earlier build"));
            }
            if (other == null || other.path().equals(other.logical())) {
                byPath.put(file.path(), file);
            }
        }
        return byPath.values();
    }
}
