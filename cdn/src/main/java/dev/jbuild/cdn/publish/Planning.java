package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What publishing a release would change.
 *
 * @param texts of the releases of the origin
 */
record Planning(Origin origin, ReleaseTexts texts) {
    /**
     * Plans. One request of the origin at most when there is nothing to change.
     *
     * @param at the pointer as it was read
     */
    Plan plan(Release release, Optional<Origin.Version> at) throws BuildException, IOException {
        Optional<Pointer> pointer = at.map(Origin.Version::pointer);
        Optional<Digest> live = pointer.flatMap(Pointer::live);
        Optional<Digest> claimed = pointer.flatMap(Pointer::claim).map(Pointer.Claim::release);
        Digest id = release.id();
        if (claimed.isPresent() || !live.equals(Optional.of(id))) {
            Optional<Release> before = texts.read(live);
            Optional<Release> begun = texts.read(claimed);
            return sparing(
                    Planner.plan(origin, at, id, release, before, begun),
                    release,
                    pointer,
                    before,
                    begun);
        }
        if (origin.isIntact(release)) {
            return new Plan(
                    origin.name(), at.map(Origin.Version::tag), live, id, List.of(), List.of());
        }
        return Planner.plan(origin, at, id, release, Optional.empty(), Optional.empty());
    }

    /**
     * Where all releases share one file of a name, one stays that counts as hashed in a release
     * that is kept: a rollback relies on those and does not bring them back.
     */
    private Plan sparing(
            Plan plan,
            Release release,
            Optional<Pointer> pointer,
            Optional<Release> before,
            Optional<Release> begun)
            throws BuildException, IOException {
        if (origin.isSwitched() || pointer.isEmpty()) {
            return plan;
        }
        Set<String> fresh = new KeptReleases(List.of(release)).plainPaths();
        if (begun.isEmpty()) {
            // What is plain already has beside it what its release lists.
            fresh.removeAll(new KeptReleases(before.stream().toList()).plainPaths());
        }
        if (fresh.isEmpty() && plan.removals().isEmpty()) {
            return plan;
        }
        return new KeptReleases(texts.found(pointer.get().releases()))
                .sparing(
                        plan,
                        release,
                        fresh,
                        Stream.concat(before.stream(), begun.stream()).toList());
    }
}
