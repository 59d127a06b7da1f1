package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.origin.Uploads;
import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.failure.UserMistake;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Releases that can be rolled back to, and what they ask of the one that is to be served. */
record KeptReleases(List<Release> releases) {
    KeptReleases {
        releases = List.copyOf(releases);
    }

    /**
     * A plan that removes nothing that they have under a hashed name, but for siblings: beside a
     * plain file there is nothing that its release does not list, since a web server would give it
     * out in place of that file.
     *
     * @param next the release of the plan
     * @param fresh its plain files that may have such a sibling beside them
     * @param served what the removed paths may stand for
     */
    Plan sparing(Plan plan, Release next, Set<String> fresh, List<Release> served) {
        Map<String, Set<Stored>> there = new HashMap<>();
        forEach(
                served,
                file -> true,
                (path, content) -> there.computeIfAbsent(path, p -> new HashSet<>()).add(content));
        Set<String> wanted = new HashSet<>();
        forEach(List.of(next), file -> true, (path, content) -> wanted.add(path));
        Set<String> plain = new KeptReleases(List.of(next)).plainPaths();
        Set<String> removals = new HashSet<>(plan.removals());
        forEach(
                Stream.concat(releases.stream(), served.stream()).toList(),
                ReleaseFile::immutable,
                (path, content) -> {
                    if (Codec.originals(path).anyMatch(fresh::contains)) {
                        removals.add(path);
                    } else if (Set.of(content).equals(there.get(path))
                            && Codec.originals(path).noneMatch(plain::contains)) {
                        removals.remove(path);
                    }
                });
        removals.removeAll(wanted);
        return plan.removing(removals);
    }

    /**
     * Their contents under hashed names that a plan gives to plain files or removes, and those
     * names.
     */
    Map<Stored, String> replaced(Plan plan) {
        Map<String, Stored> visible = new HashMap<>();
        plan.visible().forEach(upload -> visible.put(upload.path(), upload.content()));
        Set<String> removals = Set.copyOf(plan.removals());
        Map<Stored, String> replaced = new HashMap<>();
        forEach(
                releases,
                ReleaseFile::immutable,
                (path, content) -> {
                    if (removals.contains(path)
                            || !visible.getOrDefault(path, content).equals(content)) {
                        replaced.put(content, path);
                    }
                });
        return replaced;
    }

    /** The paths that their plain files have, or had. */
    Set<String> plainPaths() {
        Set<String> paths = new HashSet<>();
        forEach(releases, file -> !file.immutable(), (path, content) -> paths.add(path));
        return paths;
    }

    /** For the files of some kind, and their siblings. */
    private static void forEach(
            List<Release> releases,
            Predicate<ReleaseFile> kind,
            BiConsumer<String, Stored> action) {
        for (Release release : releases) {
            for (ReleaseFile file : release.files()) {
                if (kind.test(file)) {
                    action.accept(file.path(), file.content());
                    file.siblings()
                            .forEach(
                                    (codec, content) ->
                                            action.accept(file.path() + codec.suffix(), content));
                }
            }
        }
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
