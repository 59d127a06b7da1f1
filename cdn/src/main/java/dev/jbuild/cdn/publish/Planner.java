package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.origin.Upload.Phase;
import dev.jbuild.cdn.origin.Upload.Reason;
import dev.jbuild.cdn.origin.Uploads;
import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares releases. What counts is digests and headers; what an origin says about times, sizes and
 * tags of its objects does not.
 */
final class Planner {
    private final Map<String, Upload> live;
    private final Map<String, Upload> unfinished;
    private final String liveName;

    private Planner(Optional<Digest> liveId, Optional<Release> live, Optional<Release> unfinished) {
        this.live = served(live);
        this.unfinished = served(unfinished);
        this.liveName = liveId.map(id -> id.hex().substring(0, 12)).orElse("");
    }

    /**
     * Makes a plan. Names of releases are given, since each is made from all of the release.
     *
     * @param id the name of {@code next}
     * @param live what is served, by the pointer of {@code at}
     * @param unfinished what someone began to put in its place
     * @throws UserMistake when a hashed name stands for other bytes than before, and when files are
     *     too large for the origin: before the first of many is sent
     */
    static Plan plan(
            Origin origin,
            Optional<Origin.Version> at,
            Digest id,
            Release next,
            Optional<Release> live,
            Optional<Release> unfinished)
            throws UserMistake {
        Optional<Digest> liveId = at.flatMap(version -> version.pointer().live());
        Planner planner = new Planner(liveId, live, unfinished);
        Map<String, Upload> wanted = served(Optional.of(next));
        List<Upload> uploads = new ArrayList<>();
        for (Upload upload : wanted.values()) {
            planner.change(upload, id).ifPresent(uploads::add);
        }
        requireFitting(uploads, origin);
        uploads.sort(Comparator.comparing(Upload::phase).thenComparing(Upload::path));
        TreeSet<String> removals = new TreeSet<>();
        for (Map<String, Upload> before : List.of(planner.live, planner.unfinished)) {
            before.values().stream()
                    .filter(upload -> !upload.isImmutable())
                    .map(Upload::path)
                    .filter(path -> !wanted.containsKey(path))
                    .forEach(removals::add);
        }
        return new Plan(
                origin.name(),
                at.map(Origin.Version::tag),
                liveId,
                id,
                uploads,
                List.copyOf(removals));
    }

    private static void requireFitting(List<Upload> uploads, Origin origin) throws UserMistake {
        List<Diagnostic> tooLarge =
                uploads.stream()
                        .filter(upload -> upload.content().size() > origin.largestFile())
                        .map(upload -> tooLarge(upload, origin))
                        .toList();
        if (!tooLarge.isEmpty()) {
            throw new UserMistake(tooLarge);
        }
    }

    private static Diagnostic tooLarge(Upload upload, Origin origin) {
        return Diagnostic.of(
                "cdn-too-large",
                "`"
                        + upload.path()
                        + "` has "
                        + upload.content().size()
                        + " bytes, and a file of "
                        + origin.name()
                        + " has at most "
                        + origin.largestFile(),
                "leave it out of the release, or serve it in parts");
    }

    private Optional<Upload> change(Upload wanted, Digest next) throws UserMistake {
        Upload before = live.get(wanted.path());
        Upload begun = unfinished.get(wanted.path());
        Optional<Reason> reason = Optional.empty();
        if (before == null) {
            reason = Optional.of(whyNotThere(wanted, begun));
        } else if (!before.content().equals(wanted.content())) {
            if (before.isImmutable() && wanted.isImmutable() && !isSibling(before, wanted)) {
                throw Uploads.otherBytes(wanted.path(), liveName, next);
            }
            reason = Optional.of(Reason.CHANGED);
        } else if (before.phase() != wanted.phase() && !wanted.isImmutable()) {
            // Its content has to be kept from now on.
            reason = Optional.of(Reason.CHANGED);
        } else if (!before.headers().equals(wanted.headers())
                || !before.codec().equals(wanted.codec())) {
            reason = Optional.of(Reason.HEADERS);
        } else if (wanted.isImmutable()
                ? isReplaced(wanted, begun)
                : !unfinished.isEmpty() && (begun == null || !isSame(begun, wanted))) {
            reason = Optional.of(Reason.UNFINISHED);
        }
        return reason.map(r -> with(wanted, r));
    }

    private Reason whyNotThere(Upload wanted, @Nullable Upload begun) {
        if (isReplaced(wanted, begun)) {
            return Reason.UNFINISHED;
        }
        // Beside a plain file it would be taken for the sibling of that one.
        return wanted.isImmutable() && isPlain(original(live, wanted))
                ? Reason.CHANGED
                : Reason.NEW;
    }

    /**
     * Whether a hashed name may stand for what was begun: there it does not count as hashed. Beside
     * a file of that kind, a sibling that was not wanted is gone.
     */
    private boolean isReplaced(Upload wanted, @Nullable Upload begun) {
        return wanted.isImmutable()
                && (begun == null
                        ? isPlain(original(unfinished, wanted))
                        : !begun.isImmutable() && !isSame(begun, wanted));
    }

    private static boolean isPlain(@Nullable Upload upload) {
        return upload != null && !upload.isImmutable();
    }

    /** What another release has in place of the file that a sibling belongs to. */
    private static @Nullable Upload original(Map<String, Upload> release, Upload sibling) {
        return sibling.codec()
                .flatMap(codec -> codec.original(sibling.path()))
                .map(release::get)
                .orElse(null);
    }

    /**
     * Whether two siblings differ by the compressor alone, which is another one on another machine:
     * what they are siblings of is compared by itself.
     */
    private static boolean isSibling(Upload before, Upload wanted) {
        return wanted.codec().isPresent() && before.codec().equals(wanted.codec());
    }

    private static boolean isSame(Upload a, Upload b) {
        return a.content().equals(b.content())
                && a.headers().equals(b.headers())
                && a.codec().equals(b.codec());
    }

    private static Upload with(Upload upload, Reason reason) {
        return new Upload(
                upload.path(),
                upload.phase(),
                upload.content(),
                upload.headers(),
                upload.codec(),
                reason);
    }

    /** All that a release serves, siblings too, by path. */
    private static Map<String, Upload> served(Optional<Release> release) {
        Map<String, Upload> served = new TreeMap<>();
        if (release.isPresent()) {
            for (ReleaseFile file : release.get().files()) {
                add(served, file, file.content(), Optional.empty());
                for (Map.Entry<Codec, Stored> sibling : file.siblings().entrySet()) {
                    add(served, file, sibling.getValue(), Optional.of(sibling.getKey()));
                }
            }
        }
        return served;
    }

    private static void add(
            Map<String, Upload> served, ReleaseFile file, Stored content, Optional<Codec> codec) {
        String path = file.path() + codec.map(Codec::suffix).orElse("");
        Phase phase = file.immutable() ? Phase.ASSETS : file.isPage() ? Phase.PAGES : Phase.OTHERS;
        served.put(path, new Upload(path, phase, content, file.headers(), codec, Reason.NEW));
    }
}
