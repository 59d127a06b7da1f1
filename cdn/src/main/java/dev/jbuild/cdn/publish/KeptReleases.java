package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.origin.Uploads;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.model.failure.UserMistake;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Releases that can be rolled back to, and what they ask of the one that is to be served. */
record KeptReleases(List<Release> releases) {
    KeptReleases {
        releases = List.copyOf(releases);
    }

    /** A plan that removes nothing that they have under a hashed name. */
    Plan sparing(Plan plan) {
        Set<String> needed = new HashSet<>();
        for (Release release : releases) {
            for (ReleaseFile file : release.files()) {
                if (file.immutable()) {
                    needed.add(file.path());
                    file.siblings()
                            .keySet()
                            .forEach(codec -> needed.add(file.path() + codec.suffix()));
                }
            }
        }
        return plan.without(needed);
    }

    /**
     * Makes sure that a plan puts nothing else under their hashed names.
     *
     * @throws UserMistake when it does
     */
    void requireSameBytes(Plan plan) throws UserMistake {
        Map<String, Upload> fresh = new HashMap<>();
        for (Upload upload : plan.uploads(Upload.Phase.ASSETS)) {
            if (upload.codec().isEmpty()) {
                fresh.put(upload.path(), upload);
            }
        }
        for (Release release : releases) {
            for (ReleaseFile file : release.files()) {
                Upload upload = fresh.get(file.path());
                if (upload != null
                        && file.immutable()
                        && !file.content().equals(upload.content())) {
                    throw Uploads.otherBytes(
                            file.path(), Publisher.shortened(release.id()), plan.release());
                }
            }
        }
    }
}
