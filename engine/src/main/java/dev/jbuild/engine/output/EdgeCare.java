package dev.jbuild.engine.output;

import dev.jbuild.cdn.edge.Purge;
import dev.jbuild.cdn.edge.PurgeCommand;
import dev.jbuild.cdn.edge.Verification;
import dev.jbuild.cdn.edge.WebSite;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.publish.Published;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
    private final Path note;
    private final boolean behind;

    private EdgeCare(
            CdnRelease.Edge edge, Optional<PurgeCommand> command, Path note, boolean behind) {
        this.edge = edge;
        this.command = command;
        this.note = note;
        this.behind = behind;
    }

    /**
     * Notes that a publication is about to begin.
     *
     * @param command what the user has for caches that understand something else
     * @param notes folder of this machine
     */
    static EdgeCare begin(
            CdnRelease.Edge edge, Optional<PurgeCommand> command, Path notes, String origin)
            throws IOException {
        Path note =
                notes.resolve(
                        Digest.of(origin.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32)
                                + ".edge");
        if (edge.equals(CdnRelease.Edge.UNKNOWN) && command.isEmpty()) {
            return new EdgeCare(edge, command, note, false);
        }
        Files.createDirectories(notes);
        try {
            Files.createFile(note);
            return new EdgeCare(edge, command, note, false);
        } catch (FileAlreadyExistsException e) {
            return new EdgeCare(edge, command, note, true);
        }
    }

    /**
     * Purges and verifies, unless all is as it was.
     *
     * @return what the publisher should know, as sentences
     */
    List<String> finish(String origin, Published published, Release release)
            throws EnvironmentFailure, IOException {
        List<String> notices = List.of();
        if (behind || !published.unchanged()) {
            List<String> stale = stale(published, release);
            purge(stale);
            if (command.isPresent()) {
                command.get().run(origin, release.id(), stale);
            }
            notices = verify(published, release);
        }
        Files.deleteIfExists(note);
        return notices;
    }

    /**
     * Leaves it to the next build that may.
     *
     * @return what the user should know, as sentences
     */
    List<String> postpone(Published published) throws IOException {
        if (!behind && published.unchanged()) {
            Files.deleteIfExists(note);
        }
        return Files.exists(note)
                ? List.of("caches and visitors are seen to by the next build without --offline")
                : List.of();
    }

    private List<String> stale(Published published, Release release) {
        return behind
                ? release.files().stream()
                        .filter(file -> !file.immutable())
                        .map(ReleaseFile::path)
                        .toList()
                : published.plan().stale();
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
