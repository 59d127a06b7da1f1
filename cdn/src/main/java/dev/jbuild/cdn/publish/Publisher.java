package dev.jbuild.cdn.publish;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.LostBlobException;
import dev.jbuild.cdn.origin.ContentSource;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.origin.Upload.Phase;
import dev.jbuild.cdn.origin.Uploads;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts releases on an origin.
 *
 * <p>Why nobody ever sees half of a release, whoever is killed: first everything is stored that no
 * visitor asks for yet, files with hashed names and the contents of the others; then the pointer
 * says which release is coming (only one publisher gets that far, since the pointer is written on
 * condition that nobody else wrote it); then the others are served, pages last; then the pointer
 * says that the release is there. A publication that ends in between is carried to its end by the
 * next one: it knows from the pointer which files may be of either release.
 */
public final class Publisher {
    /** A publication that serves its files takes seconds; one that is older was killed. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Origin origin;
    private final BlobStore blobs;
    private final InstantSource clock;
    private final Path journals;

    /**
     * Prepares publishing.
     *
     * @param blobs has the contents of what is published
     * @param journals folder of this machine for what has been uploaded
     */
    public Publisher(Origin origin, BlobStore blobs, InstantSource clock, Path journals) {
        this.origin = origin;
        this.blobs = blobs;
        this.clock = clock;
        this.journals = journals;
    }

    /** What publishing a release would change. One request when there is nothing to change. */
    public Plan plan(Release release) throws BuildException, IOException {
        return plan(release, origin.pointer());
    }

    private Plan plan(Release release, Optional<Origin.Version> at)
            throws BuildException, IOException {
        Optional<Pointer> pointer = at.map(Origin.Version::pointer);
        Optional<Digest> live = pointer.flatMap(Pointer::live);
        Optional<Digest> claimed = pointer.flatMap(Pointer::claim).map(Pointer.Claim::release);
        Digest id = release.id();
        if (claimed.isPresent() || !live.equals(Optional.of(id))) {
            return sparing(
                    Planner.plan(origin, at, id, release, read(live), read(claimed)), pointer);
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
    private Plan sparing(Plan plan, Optional<Pointer> pointer) throws BuildException, IOException {
        if (origin.isSwitched() || plan.removals().isEmpty() || pointer.isEmpty()) {
            return plan;
        }
        List<String> removals = new ArrayList<>(plan.removals());
        for (Digest id : pointer.get().releases()) {
            for (ReleaseFile file : find(id).map(Release::files).orElse(List.of())) {
                if (file.immutable()) {
                    removals.remove(file.path());
                    file.siblings()
                            .keySet()
                            .forEach(codec -> removals.remove(file.path() + codec.suffix()));
                }
            }
        }
        return new Plan(
                plan.origin(), plan.tag(), plan.live(), plan.release(), plan.uploads(), removals);
    }

    /**
     * Carries a plan out.
     *
     * @param release that the plan is for
     * @param takeOver whether a publication under way is taken for dead
     * @throws EnvironmentFailure {@code cdn-moved} when the origin is not as the plan says
     */
    public Published publish(Plan plan, Release release, boolean takeOver)
            throws BuildException, IOException {
        if (plan.isEmpty()) {
            return new Published(plan, 0, List.of());
        }
        Optional<Origin.Version> at = origin.pointer();
        if (!at.map(Origin.Version::tag).equals(plan.tag())) {
            throw moved(at);
        }
        return publish(plan, release, at, takeOver);
    }

    /** Hears of a plan before any of it is carried out. */
    @FunctionalInterface
    public interface Listener {
        void planned(Plan plan) throws IOException;
    }

    /** Plans and publishes. */
    public Published publish(Release release, boolean takeOver) throws BuildException, IOException {
        return publish(release, takeOver, plan -> {});
    }

    /**
     * Plans and publishes.
     *
     * @param listener hears of the plan, unless there is nothing to do
     */
    public Published publish(Release release, boolean takeOver, Listener listener)
            throws BuildException, IOException {
        Optional<Origin.Version> at = origin.pointer();
        Plan plan = plan(release, at);
        if (plan.isEmpty()) {
            return new Published(plan, 0, List.of());
        }
        listener.planned(plan);
        return publish(plan, release, at, takeOver);
    }

    private Published publish(
            Plan plan, Release release, Optional<Origin.Version> at, boolean takeOver)
            throws BuildException, IOException {
        requireFree(at, plan.release(), takeOver);
        if (origin.isSwitched() && at.isPresent()) {
            requireSameBytes(plan, others(at.get().pointer(), plan.release()));
        }
        boolean guarded = at.isPresent() ? at.get().pointer().guarded() : origin.keepsConditions();
        Pointer pointer = at.map(Origin.Version::pointer).orElseGet(() -> Pointer.first(guarded));
        int uploaded;
        try (Journal journal =
                Journal.open(journals, origin.name(), plan.release(), pointer.sequence())) {
            uploaded = store(plan, release, guarded, journal);
            switchTo(plan, release, pointer, at, this::local);
            journal.finish();
        }
        return new Published(plan, uploaded, notices(guarded));
    }

    /** A bucket finds these out by itself, since it has one file of a name for all releases. */
    private static void requireSameBytes(Plan plan, List<Release> others) throws UserMistake {
        Map<String, Upload> fresh = new HashMap<>();
        for (Upload upload : plan.uploads(Phase.ASSETS)) {
            if (upload.codec().isEmpty()) {
                fresh.put(upload.path(), upload);
            }
        }
        for (Release other : others) {
            for (ReleaseFile file : other.files()) {
                Upload upload = fresh.get(file.path());
                if (upload != null
                        && file.immutable()
                        && !file.content().equals(upload.content())) {
                    throw Uploads.otherBytes(file.path(), shortened(other.id()), plan.release());
                }
            }
        }
    }

    private static List<String> notices(boolean guarded) {
        return guarded
                ? List.of()
                : List.of(
                        "this server ignores the conditions of a write, so that nothing keeps two"
                                + " publishers apart: let only one publish at a time");
    }

    /** Everything that visitors do not see yet. */
    private int store(Plan plan, Release release, boolean guarded, Journal journal)
            throws BuildException, IOException {
        AtomicInteger uploaded = new AtomicInteger();
        List<Upload> stored = new ArrayList<>(plan.uploads(Phase.ASSETS));
        plan.visible().stream().filter(Publisher::isNewContent).forEach(stored::add);
        Uploads.all(
                stored,
                upload -> {
                    if (journal.isDone(upload.path()) && origin.isStored(upload)) {
                        return;
                    }
                    if (upload.isImmutable()) {
                        origin.serveImmutable(upload, this::local, guarded, plan.release());
                    } else {
                        origin.keep(upload.content(), this::local);
                    }
                    uploaded.incrementAndGet();
                    journal.done(upload.path());
                });
        byte[] text = release.encode();
        blobs.put(text);
        origin.keep(plan.release(), text);
        return uploaded.get() + plan.visible().size();
    }

    private static boolean isNewContent(Upload upload) {
        return switch (upload.reason()) {
            case NEW, CHANGED -> true;
            case HEADERS, UNFINISHED -> false;
        };
    }

    private void switchTo(
            Plan plan,
            Release release,
            Pointer pointer,
            Optional<Origin.Version> at,
            ContentSource source)
            throws BuildException, IOException {
        Pointer now = pointer;
        Optional<Origin.Version> version = at;
        if (origin.isSwitched() || !plan.visible().isEmpty() || !plan.removals().isEmpty()) {
            version = Optional.of(point(pointer.claimed(plan.release(), clock.instant()), at));
            now = version.get().pointer();
            origin.serve(
                    new Origin.Switch(
                            plan.release(),
                            release,
                            origin.isSwitched() ? others(pointer, plan.release()) : List.of(),
                            now.clock(),
                            plan.visible(),
                            plan.removals()),
                    source);
        }
        point(now.serving(plan.release(), clock.instant()), version);
    }

    private List<Release> others(Pointer pointer, Digest release)
            throws BuildException, IOException {
        List<Release> others = new ArrayList<>();
        for (Digest id : pointer.releases()) {
            if (!id.equals(release)) {
                others.add(read(id));
            }
        }
        return others;
    }

    private Origin.Version point(Pointer next, Optional<Origin.Version> expected)
            throws BuildException, IOException {
        Optional<Origin.Version> written = origin.point(next, expected);
        if (written.isEmpty()) {
            throw moved(origin.pointer());
        }
        return written.get();
    }

    /**
     * Serves again what was served before. Nothing comes from here that the origin has.
     *
     * @param chosen the release, or empty for the one before the one that is served
     */
    public Published rollback(Optional<Digest> chosen, boolean takeOver)
            throws BuildException, IOException {
        Optional<Origin.Version> at = origin.pointer();
        List<Digest> kept = at.map(version -> version.pointer().releases()).orElse(List.of());
        Digest target = target(chosen, kept);
        requireFree(at, target, takeOver);
        Release release = read(target);
        Plan plan = plan(release, at);
        if (!plan.isEmpty()) {
            bringHeadersBack(plan, at.orElseThrow().pointer().guarded());
            switchTo(plan, release, at.orElseThrow().pointer(), at, this::localOrKept);
        }
        return new Published(plan, plan.visible().size(), List.of());
    }

    /** Of files with hashed names, which are there as long as their releases. */
    private void bringHeadersBack(Plan plan, boolean guarded) throws BuildException, IOException {
        List<Upload> others =
                plan.uploads(Phase.ASSETS).stream()
                        .filter(upload -> upload.reason() == Upload.Reason.HEADERS)
                        .toList();
        Uploads.all(
                others,
                upload ->
                        origin.serveImmutable(
                                upload,
                                content -> localOrServed(content, upload.path()),
                                guarded,
                                plan.release()));
    }

    private InputStream localOrServed(Stored content, String path) throws IOException {
        Optional<InputStream> here = blobs.open(content.digest());
        return here.isPresent() ? here.get() : origin.served(path);
    }

    private Digest target(Optional<Digest> chosen, List<Digest> kept) throws EnvironmentFailure {
        if (chosen.isPresent() ? kept.contains(chosen.get()) : kept.size() > 1) {
            return chosen.orElseGet(() -> kept.get(1));
        }
        throw new EnvironmentFailure(
                "cdn-no-release",
                origin.name()
                        + (chosen.isPresent()
                                ? " does not keep release " + shortened(chosen.get())
                                : " keeps no release before the one that it serves"),
                kept.isEmpty()
                        ? "publish first"
                        : "it keeps "
                                + String.join(
                                        ", ", kept.stream().map(Publisher::shortened).toList()),
                null);
    }

    /** The pointer of the origin, empty when nothing was ever published. */
    public Optional<Pointer> pointer() throws BuildException, IOException {
        return origin.pointer().map(Origin.Version::pointer);
    }

    /** The text of a release that the origin keeps, checked against its name. */
    public Release read(Digest id) throws BuildException, IOException {
        Optional<Release> found = find(id);
        if (found.isPresent()) {
            return found.get();
        }
        throw new EnvironmentFailure(
                "cdn-release-gone",
                origin.name() + " has lost the list of release " + shortened(id),
                "publish again; if that is refused too, restore `.jbuild/releases` from a backup",
                null);
    }

    private Optional<Release> find(Digest id) throws BuildException, IOException {
        Optional<byte[]> here = blobs.read(id);
        Optional<byte[]> text = here.isPresent() ? here : origin.release(id);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!Digest.of(text.get()).equals(id)) {
            throw new EnvironmentFailure(
                    "cdn-tampered",
                    "the list of release "
                            + shortened(id)
                            + " on "
                            + origin.name()
                            + " is not what was published",
                    "find out who changed it; another release can be rolled back to",
                    null);
        }
        if (here.isEmpty()) {
            blobs.put(text.get());
        }
        return Optional.of(Release.decode(id, text.get()));
    }

    private Optional<Release> read(Optional<Digest> id) throws BuildException, IOException {
        return id.isPresent() ? Optional.of(read(id.get())) : Optional.empty();
    }

    /**
     * Removes releases that are too many and too old, with the files that only they need. Never the
     * one that is served.
     *
     * @param keep how many releases stay in any case
     * @param grace how long a release stays after another took its place
     * @return the releases that were removed
     */
    public List<Digest> expire(int keep, Duration grace, boolean takeOver)
            throws BuildException, IOException {
        Optional<Origin.Version> at = origin.pointer();
        if (at.isEmpty()) {
            return List.of();
        }
        requireNoClaim(at.get().pointer(), Optional.empty(), takeOver);
        Pointer pointer = at.get().pointer();
        List<Digest> gone = new ArrayList<>(pointer.expiring());
        gone.addAll(Expiry.of(pointer, keep, grace, clock.instant()));
        if (gone.isEmpty()) {
            return List.of();
        }
        Origin.Version version = point(pointer.withoutReleases(gone), at);
        List<Release> remaining = new ArrayList<>();
        for (Digest id : version.pointer().releases()) {
            remaining.add(read(id));
        }
        List<Release> removed = new ArrayList<>();
        for (Digest id : gone) {
            if (pointer.expiring().contains(id)) {
                // Its list goes last, so that without one there is nothing left to remove.
                find(id).ifPresent(removed::add);
            } else {
                removed.add(read(id));
            }
        }
        origin.discard(Expiry.discarded(gone, removed, remaining));
        point(version.pointer().expired(), Optional.of(version));
        return gone;
    }

    private void requireFree(Optional<Origin.Version> at, Digest release, boolean takeOver)
            throws EnvironmentFailure {
        if (at.isEmpty()) {
            return;
        }
        Pointer pointer = at.get().pointer();
        if (!pointer.expiring().isEmpty()) {
            throw new EnvironmentFailure(
                    "cdn-expiring",
                    "an expiry of " + origin.name() + " has not ended",
                    "wait for it, or run `jbuild cdn expire` to end one that was killed",
                    null);
        }
        requireNoClaim(pointer, Optional.of(release), takeOver);
    }

    private void requireNoClaim(Pointer pointer, Optional<Digest> release, boolean takeOver)
            throws EnvironmentFailure {
        if (pointer.claim().isEmpty() || takeOver) {
            return;
        }
        Pointer.Claim claim = pointer.claim().get();
        Instant dead = claim.since().plus(PATIENCE);
        if (release.equals(Optional.of(claim.release())) || clock.instant().isAfter(dead)) {
            return;
        }
        throw new EnvironmentFailure(
                "cdn-busy",
                "release "
                        + shortened(claim.release())
                        + " is being published to "
                        + origin.name()
                        + " since "
                        + claim.since(),
                "wait for it; if that publisher is dead, use `--take-over`",
                null);
    }

    private EnvironmentFailure moved(Optional<Origin.Version> at) {
        Optional<Pointer> pointer = at.map(Origin.Version::pointer);
        String winner =
                pointer.flatMap(Pointer::claim)
                        .map(
                                claim ->
                                        "release "
                                                + shortened(claim.release())
                                                + " is on its way to ")
                        .or(
                                () ->
                                        pointer.flatMap(Pointer::live)
                                                .map(
                                                        live ->
                                                                "release "
                                                                        + shortened(live)
                                                                        + " went to "))
                        .orElse("something happened to ");
        return new EnvironmentFailure(
                "cdn-moved",
                winner + origin.name() + " in the meantime",
                "look whether that is what you want, and publish again",
                null);
    }

    static String shortened(Digest id) {
        return id.hex().substring(0, 12);
    }

    private InputStream local(Stored content) throws IOException {
        return blobs.open(content.digest())
                .orElseThrow(() -> LostBlobException.gone(content.digest()));
    }

    private InputStream localOrKept(Stored content) throws IOException {
        Optional<InputStream> here = blobs.open(content.digest());
        return here.isPresent() ? here.get() : origin.kept().open(content);
    }
}
