package dev.jbuild.cdn.publish;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.origin.Upload.Phase;
import dev.jbuild.cdn.origin.Uploads;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
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
    private final Contents contents;
    private final ReleaseTexts texts;
    private final Planning planning;
    private final Rivals rivals;
    private final Namesakes namesakes;
    private final Switching switching;
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
        this.contents = new Contents(origin, blobs);
        this.texts = new ReleaseTexts(origin, blobs);
        this.planning = new Planning(origin, texts);
        this.namesakes = new Namesakes(origin, texts, contents);
        this.rivals = new Rivals(origin, clock);
        this.switching = new Switching(origin, rivals, clock);
        this.clock = clock;
        this.journals = journals;
    }

    /** What publishing a release would change. One request when there is nothing to change. */
    public Plan plan(Release release) throws BuildException, IOException {
        return planning.plan(release, origin.pointer());
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
        Plan plan = planning.plan(release, at);
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
        List<Release> others = texts.others(at, plan.release());
        new KeptReleases(others).requireSameBytes(plan);
        boolean guarded = at.isPresent() ? at.get().pointer().guarded() : origin.keepsConditions();
        Pointer pointer = at.map(Origin.Version::pointer).orElseGet(() -> Pointer.first(guarded));
        int uploaded;
        try (Journal journal =
                Journal.open(journals, origin.key(), plan.release(), pointer.sequence())) {
            if (!origin.isSwitched()) {
                namesakes.keepReplaced(plan, pointer);
            }
            uploaded = store(plan, release, guarded, journal);
            switching.to(plan, release, others, pointer, at, plan.replacing(), contents::local);
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
        stored.removeAll(plan.replacing());
        plan.visible().stream().filter(Publisher::isNewContent).forEach(stored::add);
        Uploads.all(
                stored,
                upload -> {
                    if (journal.isDone(upload.path()) && origin.isStored(upload)) {
                        return;
                    }
                    if (upload.isImmutable()) {
                        origin.serveImmutable(upload, contents::local, guarded, plan.release());
                    } else {
                        origin.keep(upload.content(), contents::local);
                    }
                    uploaded.incrementAndGet();
                    journal.done(upload.path());
                });
        byte[] text = release.encode();
        blobs.put(text);
        origin.keep(plan.release(), text);
        return uploaded.get() + plan.replacing().size() + plan.visible().size();
    }

    private static boolean isNewContent(Upload upload) {
        return switch (upload.reason()) {
            case NEW, CHANGED -> true;
            case HEADERS, UNFINISHED -> false;
        };
    }

    /**
     * Serves again what was served before. Nothing comes from here that the origin has.
     *
     * @param chosen the release, or empty for the one before the one that is served
     */
    public Published rollback(Optional<Digest> chosen, boolean takeOver)
            throws BuildException, IOException {
        return new Rollback(origin, texts, contents, rivals, planning, namesakes, switching)
                .to(chosen, takeOver);
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
        return new Removal(origin, texts, rivals, switching, clock).expire(keep, grace, takeOver);
    }

    static String shortened(Digest id) {
        return id.hex().substring(0, 12);
    }
}
