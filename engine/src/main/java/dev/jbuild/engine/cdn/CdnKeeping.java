package dev.jbuild.engine.cdn;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cdn.edge.PurgeCommand;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.publish.Published;
import dev.jbuild.cdn.publish.Publisher;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.engine.output.Origins;
import dev.jbuild.engine.output.OwedPurge;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries out a task on an origin. */
public final class CdnKeeping {
    private final Publisher publisher;
    private final BlobStore blobs;
    private final Origin origin;
    private final String address;
    private final Optional<PurgeCommand> purge;
    private final OwedPurge owed;

    private CdnKeeping(
            Publisher publisher,
            BlobStore blobs,
            Origin origin,
            String address,
            Optional<PurgeCommand> purge,
            OwedPurge owed) {
        this.blobs = blobs;
        this.publisher = publisher;
        this.origin = origin;
        this.address = address;
        this.purge = purge;
        this.owed = owed;
    }

    /**
     * Carries it out.
     *
     * @param root folder that a folder of an origin is relative to
     * @param environment of the user
     * @param state folder of the cache
     * @param address {@code file:folder} or {@code s3://bucket/prefix}
     */
    public static CdnReport run(
            Path root, Map<String, String> environment, Path state, String address, CdnTask task)
            throws BuildException {
        try (Origin origin = open(root, address)) {
            DiskCache cache = DiskCache.open(state, damage -> {});
            Publisher publisher =
                    new Publisher(
                            origin, cache.blobs(), InstantSource.system(), cache.stateFile("cdn"));
            return new CdnKeeping(
                            publisher,
                            cache.blobs(),
                            origin,
                            address,
                            PurgeCommand.of(environment),
                            OwedPurge.of(cache.stateFile("cdn"), origin.key(), "task"))
                    .run(task);
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "cdn-failed",
                    "cannot use " + address + ": " + e.getMessage(),
                    "check permissions and free space; doing the same again goes on from here",
                    e);
        }
    }

    private static Origin open(Path root, String address) throws BuildException {
        try {
            return Origins.open(root, address);
        } catch (IllegalArgumentException e) {
            throw new UserMistake(
                    Diagnostic.of(
                            "cdn-origin",
                            String.valueOf(e.getMessage()),
                            "write `file:` and a folder, or `s3://bucket/prefix`"));
        }
    }

    private CdnReport run(CdnTask task) throws BuildException, IOException {
        List<Digest> removed =
                switch (task) {
                    case CdnTask.Releases() -> List.of();
                    case CdnTask.Publish(var release, var tag, var takeOver) -> {
                        publish(planned(release), tag, takeOver);
                        yield List.of();
                    }
                    case CdnTask.Rollback(var release, var takeOver) -> {
                        Optional<Digest> chosen = Optional.empty();
                        if (release.isPresent()) {
                            chosen = Optional.of(named(release.get()));
                        }
                        forget(publisher.rollback(chosen, takeOver));
                        yield List.of();
                    }
                    case CdnTask.Expire(var keep, var grace, var takeOver) ->
                            publisher.expire(keep, grace, takeOver);
                };
        List<CdnReport.Kept> kept = new ArrayList<>();
        Set<Digest> seen = new HashSet<>();
        for (Pointer.Served served : publisher.pointer().map(Pointer::history).orElse(List.of())) {
            if (seen.add(served.release())) {
                kept.add(new CdnReport.Kept(served.release(), served.since()));
            }
        }
        return new CdnReport(origin.name(), kept, removed);
    }

    private void publish(Release release, Optional<String> tag, boolean takeOver)
            throws BuildException, IOException {
        forget(publisher.publish(publisher.plan(release).from(tag), release, takeOver));
    }

    /** A release that was planned on this machine. */
    private Release planned(Digest id) throws BuildException, IOException {
        Optional<byte[]> text = blobs.read(id);
        if (text.isEmpty()) {
            throw new UserMistake(
                    Diagnostic.of(
                            "cdn-no-release",
                            "release " + id.hex().substring(0, 12) + " is not in the cache here",
                            "run `jbuild cdn plan` on this machine, which builds it"));
        }
        try {
            return Release.decode(id, text.get());
        } catch (IllegalArgumentException e) {
            throw new UserMistake(
                    Diagnostic.of(
                            "cdn-no-release",
                            "the plan names "
                                    + id.hex().substring(0, 12)
                                    + ", which is no release of this jbuild",
                            "write the plan again, with `jbuild cdn plan +target --save FILE`"));
        }
    }

    private void forget(Published published) throws BuildException, IOException {
        if (purge.isEmpty()) {
            return;
        }
        owed.add(published.plan().stale());
        // A rollback without a name would go to the release before this one.
        String again =
                "`jbuild cdn rollback "
                        + address
                        + " "
                        + published.release().hex().substring(0, 12)
                        + "`";
        purge.get().run(origin.name(), published.release(), owed.paths(), again);
        owed.settle();
    }

    /** The release whose name starts so. */
    private Digest named(String start) throws BuildException, IOException {
        List<Digest> kept = publisher.pointer().map(Pointer::releases).orElse(List.of());
        List<Digest> found = kept.stream().filter(id -> id.hex().startsWith(start)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new UserMistake(
                Diagnostic.of(
                        "cdn-no-release",
                        found.isEmpty()
                                ? "no release that is kept starts with `" + start + "`"
                                : "several releases start with `" + start + "`",
                        "`jbuild cdn releases` lists them"));
    }
}
