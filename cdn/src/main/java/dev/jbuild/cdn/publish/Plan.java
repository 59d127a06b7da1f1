package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.model.Digest;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What has to change on an origin so that it serves a release. Publishing carries it out as it is,
 * or not at all when the origin is no longer what it was.
 *
 * @param origin how users call it
 * @param tag the version of the pointer that this starts from; empty when there is none
 * @param live the release that is served
 * @param release the one that is to be served
 * @param uploads in the order in which they become visible
 * @param removals paths that are no longer served, once the pages are there
 */
public record Plan(
        String origin,
        Optional<String> tag,
        Optional<Digest> live,
        Digest release,
        List<Upload> uploads,
        List<String> removals) {
    public Plan {
        uploads = List.copyOf(uploads);
        removals = List.copyOf(removals);
    }

    /** The same plan, to be carried out only where the origin is as it was then. */
    public Plan from(Optional<String> then) {
        return new Plan(origin, then, live, release, uploads, removals);
    }

    /** The same plan, which removes other paths. */
    Plan removing(Collection<String> paths) {
        return new Plan(origin, tag, live, release, uploads, List.copyOf(new TreeSet<>(paths)));
    }

    /** Whether the origin serves the release already. */
    public boolean isEmpty() {
        return live.isPresent()
                && live.get().equals(release)
                && uploads.isEmpty()
                && removals.isEmpty();
    }

    public List<Upload> uploads(Upload.Phase phase) {
        return uploads.stream().filter(upload -> upload.phase() == phase).toList();
    }

    /** Uploads that replace what visitors may have: under names without a hash. */
    public List<Upload> visible() {
        return uploads.stream().filter(upload -> !upload.isImmutable()).toList();
    }

    /**
     * Uploads that put other bytes under a name which counts as hashed from now on. Visitors may
     * ask for it, as for those that are visible.
     */
    List<Upload> replacing() {
        return uploads(Upload.Phase.ASSETS).stream()
                .filter(
                        upload ->
                                upload.reason() == Upload.Reason.CHANGED
                                        || upload.reason() == Upload.Reason.UNFINISHED)
                .toList();
    }

    public long bytes() {
        return uploads.stream().mapToLong(upload -> upload.content().size()).sum();
    }

    /**
     * Paths under which a cache in front of the origin may have something else, sorted. Of a new
     * file it may know that there is none, which somebody has asked for; nobody knows a name with a
     * hash before it is served, nor a site before its first release.
     */
    public List<String> stale() {
        SortedSet<String> paths = new TreeSet<>(removals);
        for (Upload upload : uploads) {
            boolean asked = live.isPresent() && !upload.isImmutable();
            if (upload.codec().isEmpty() && (upload.reason() != Upload.Reason.NEW || asked)) {
                paths.add(upload.path());
            }
        }
        return List.copyOf(paths);
    }
}
