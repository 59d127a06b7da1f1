package dev.jbuild.engine.output;

import dev.jbuild.cdn.edge.Purge;
import dev.jbuild.cdn.edge.PurgeCommand;
import dev.jbuild.cdn.edge.Verification;
import dev.jbuild.cdn.edge.WebSite;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.publish.Plan;
import dev.jbuild.cdn.publish.Published;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Brings what is in front of an origin up to date after a publication: first caches forget, then
 * jbuild looks at what visitors get.
 *
 * <p>A note on disk says that this has to be done. It is made before the publication and goes when
 * all is well, so that whatever fails or is killed in between is done by the next build, which
 * finds the release published.
 */
final class EdgeCare {
    private final CdnRelease.Edge edge;
    private final Optional<PurgeCommand> command;
    private final OwedPurge owed;
    private final boolean behind;

    private EdgeCare(
            CdnRelease.Edge edge, Optional<PurgeCommand> command, OwedPurge owed, boolean behind) {
        this.edge = edge;
        this.command = command;
        this.owed = owed;
        this.behind = behind;
    }

    /**
     * Finds out what an earlier publication has left to do.
     *
     * @param command what the user has for caches that understand something else
     */
    static EdgeCare begin(CdnRelease.Edge edge, Optional<PurgeCommand> command, OwedPurge owed) {
        return new EdgeCare(edge, command, owed, owed.isOwed());
    }

    /** Notes what a publication that is about to begin will make stale. */
    void expect(Plan plan) throws IOException {
        if (isKnown()) {
            owed.add(plan.stale());
        }
    }

    private boolean isKnown() {
        return !edge.equals(CdnRelease.Edge.UNKNOWN) || command.isPresent();
    }

    /**
     * Purges and verifies, unless all is as it was.
     *
     * @return what the publisher should know, as sentences
     */
    List<String> finish(String origin, Published published, Release release)
            throws EnvironmentFailure, IOException {
        if (!isKnown() || (!behind && published.unchanged())) {
            return List.of();
        }
        List<String> stale = stale(release);
        purge(stale);
        if (command.isPresent()) {
            command.get().run(origin, release.id(), stale, "building again");
        }
        List<String> notices = verify(published, release);
        owed.settle();
        return notices;
    }

    /**
     * Leaves it to the next build that may.
     *
     * @return what the user should know, as sentences
     */
    List<String> postpone() {
        return isKnown() && owed.isOwed()
                ? List.of("caches and visitors are seen to by the next build without --offline")
                : List.of();
    }

    /**
     * What was noted. Others may have published since an earlier note was made, so that then every
     * file that can be stale counts as well.
     */
    private List<String> stale(Release release) throws IOException {
        TreeSet<String> stale = new TreeSet<>(owed.paths());
        if (behind) {
            release.files().stream()
                    .filter(file -> !file.immutable())
                    .map(ReleaseFile::path)
                    .forEach(stale::add);
        }
        return List.copyOf(stale);
    }

    private void purge(List<String> paths) throws EnvironmentFailure {
        if (edge.purge().isEmpty()) {
            return;
        }
        try (WebSite cache = new WebSite(edge.purge().get())) {
            Purge.of(cache, paths);
        } catch (IOException e) {
            throw unreachable("cdn-purge", edge.purge().get(), e);
        }
    }

    private List<String> verify(Published published, Release release) throws EnvironmentFailure {
        if (edge.verify().isEmpty()) {
            return List.of();
        }
        List<String> changed = published.plan().uploads().stream().map(Upload::path).toList();
        try (WebSite site = new WebSite(edge.verify().get())) {
            return Verification.of(site, release, changed);
        } catch (IOException e) {
            throw unreachable("cdn-not-served", edge.verify().get(), e);
        }
    }

    private static EnvironmentFailure unreachable(String code, String site, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new EnvironmentFailure(
                code,
                "the release is published, but " + site + " does not answer: " + reason,
                "check the address and the server; building again goes on from here",
                e);
    }
}
