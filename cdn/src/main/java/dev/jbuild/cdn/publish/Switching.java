package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.ContentSource;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.origin.Uploads;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The moment in which visitors get another release: the pointer says which one is coming, it is
 * served, and the pointer says that it is there.
 */
final class Switching {
    private final Origin origin;
    private final Rivals rivals;
    private final InstantSource clock;

    Switching(Origin origin, Rivals rivals, InstantSource clock) {
        this.origin = origin;
        this.rivals = rivals;
        this.clock = clock;
    }

    /**
     * Has a release served in place of the one before.
     *
     * @param others the releases that are switched along with it
     * @param at the pointer as it was read
     * @param replacing files with hashed names, in place of which there may be plain ones
     * @param source of the contents
     * @throws EnvironmentFailure {@code cdn-moved} when somebody else was faster
     */
    void to(
            Plan plan,
            Release release,
            List<Release> others,
            Pointer pointer,
            Optional<Origin.Version> at,
            List<Upload> replacing,
            ContentSource source)
            throws BuildException, IOException {
        Pointer now = pointer;
        Optional<Origin.Version> version = at;
        if (origin.isSwitched()
                || !replacing.isEmpty()
                || !plan.visible().isEmpty()
                || !plan.removals().isEmpty()) {
            version = Optional.of(point(pointer.claimed(plan.release(), clock.instant()), at));
            now = version.get().pointer();
            boolean guarded = now.guarded();
            Origin.Switch change =
                    new Origin.Switch(
                            plan.release(),
                            release,
                            others,
                            now.clock(),
                            plan.visible(),
                            plan.removals());
            try {
                Uploads.all(
                        replacing,
                        upload -> origin.serveImmutable(upload, source, guarded, plan.release()));
                origin.serve(change, source);
            } catch (BuildException | IOException e) {
                if (origin.isSwitched()) {
                    giveBack(version.get(), pointer, e);
                }
                throw e;
            }
        }
        point(now.serving(plan.release(), clock.instant()), version);
    }

    /**
     * Takes a claim back, so that nobody waits for a publication that failed. Only where one step
     * makes a release visible, which is the last: elsewhere the next one has to know what may be of
     * either release.
     */
    private void giveBack(Origin.Version claimed, Pointer before, Exception failure) {
        try {
            origin.point(claimed.pointer().claimedAsBefore(before), Optional.of(claimed));
        } catch (BuildException | IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Writes the pointer, unless somebody else has written it since. */
    Origin.Version point(Pointer next, Optional<Origin.Version> expected)
            throws BuildException, IOException {
        Optional<Origin.Version> written = origin.point(next, expected);
        if (written.isEmpty()) {
            throw rivals.moved(origin.pointer());
        }
        return written.get();
    }
}
