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
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    private final Origin origin;
    private final BlobStore blobs;
    private final ReleaseTexts texts;
    private final Rivals rivals;
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
        this.texts = new ReleaseTexts(origin, blobs);
        this.rivals = new Rivals(origin, clock);
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
                    Planner.plan(origin, at, id, release, texts.read(live), texts.read(claimed)),
                    pointer);
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
        List<Release> kept = new ArrayList<>();
        for (Digest id : pointer.get().releases()) {
            texts.find(id).ifPresent(kept::add);
        }
        return new KeptReleases(kept).sparing(plan);
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
            throw rivals.moved(at);
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
        rivals.requireFree(at, plan.release(), takeOver);
        // A bucket, which has one file of a name for all releases, finds that out by itself.
        List<Release> others = others(at, plan.release());
        new KeptReleases(others).requireSameBytes(plan);
        boolean guarded = at.isPresent() ? at.get().pointer().guarded() : origin.keepsConditions();
        Pointer pointer = at.map(Origin.Version::pointer).orElseGet(() -> Pointer.first(guarded));
        int uploaded;
        try (Journal journal =
                Journal.open(journals, origin.key(), plan.release(), pointer.sequence())) {
            uploaded = store(plan, release, guarded, journal);
            switchTo(plan, release, others, pointer, at, this::local);
            journal.finish();
        }
        return new Published(plan, uploaded, notices(guarded));
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
            List<Release> others,
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
                            others,
                            now.clock(),
                            plan.visible(),
                            plan.removals()),
                    source);
        }
        point(now.serving(plan.release(), clock.instant()), version);
    }

    /** The releases that are switched along with one: those that are kept beside it. */
    private List<Release> others(Optional<Origin.Version> at, Digest release)
            throws BuildException, IOException {
        if (!origin.isSwitched() || at.isEmpty()) {
            return List.of();
        }
        List<Digest> others = new ArrayList<>(at.get().pointer().releases());
        others.remove(release);
        return texts.read(others);
    }

    private Origin.Version point(Pointer next, Optional<Origin.Version> expected)
            throws BuildException, IOException {
        Optional<Origin.Version> written = origin.point(next, expected);
        if (written.isEmpty()) {
            throw rivals.moved(origin.pointer());
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
        rivals.requireFree(at, target, takeOver);
        Release release = texts.read(target);
        Plan plan = plan(release, at);
        if (!plan.isEmpty()) {
            Pointer pointer = at.orElseThrow().pointer();
            bringHeadersBack(plan, pointer.guarded());
            switchTo(
                    plan,
                    release,
                    others(at, target),
                    pointer,
                    at,
                    content -> local(content, origin.kept()));
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
                                content -> local(content, _ -> origin.served(upload.path())),
                                guarded,
                                plan.release()));
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
        return texts.read(id);
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
        rivals.requireNoClaim(at.get().pointer(), Optional.empty(), takeOver);
        Pointer pointer = at.get().pointer();
        List<Digest> gone = new ArrayList<>(pointer.expiring());
        gone.addAll(Expiry.of(pointer, keep, grace, clock.instant()));
        if (gone.isEmpty()) {
            return List.of();
        }
        Origin.Version version = point(pointer.withoutReleases(gone), at);
        List<Release> remaining = texts.read(version.pointer().releases());
        List<Release> removed = new ArrayList<>();
        for (Digest id : gone) {
            if (pointer.expiring().contains(id)) {
                // Its list goes last, so that without one there is nothing left to remove.
                texts.find(id).ifPresent(removed::add);
            } else {
                removed.add(texts.read(id));
            }
        }
        origin.discard(Expiry.discarded(gone, removed, remaining));
        point(version.pointer().expired(), Optional.of(version));
        return gone;
    }

    static String shortened(Digest id) {
        return id.hex().substring(0, 12);
    }

    private InputStream local(Stored content) throws IOException {
        return blobs.open(content.digest())
                .orElseThrow(() -> LostBlobException.gone(content.digest()));
    }

    private InputStream local(Stored content, ContentSource otherwise) throws IOException {
        Optional<InputStream> here = blobs.open(content.digest());
        return here.isPresent() ? here.get() : otherwise.open(content);
    }
}
