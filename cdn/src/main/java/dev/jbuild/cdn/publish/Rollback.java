package dev.jbuild.cdn.publish;

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
import java.util.List;
import java.util.Optional;

/** Serves again what was served before. Nothing comes from here that the origin has. */
record Rollback(
        Origin origin,
        ReleaseTexts texts,
        Contents contents,
        Rivals rivals,
        Planning planning,
        Namesakes namesakes,
        Switching switching) {
    /**
     * Rolls back.
     *
     * @param chosen the release, or empty for the one before the one that is served
     * @param takeOver whether a publication under way is taken for dead
     */
    Published to(Optional<Digest> chosen, boolean takeOver) throws BuildException, IOException {
        Optional<Origin.Version> at = origin.pointer();
        List<Digest> kept = at.map(version -> version.pointer().releases()).orElse(List.of());
        Digest target = target(chosen, kept);
        rivals.requireFree(at, target, takeOver);
        Release release = texts.read(target);
        Plan plan = planning.plan(release, at);
        if (!plan.isEmpty()) {
            Pointer pointer = at.orElseThrow().pointer();
            if (!origin.isSwitched()) {
                namesakes.keepReplaced(plan, pointer);
            }
            bringHeadersBack(plan, pointer.guarded());
            try {
                switching.to(
                        plan,
                        release,
                        texts.others(at, target),
                        pointer,
                        at,
                        namesakes.replacing(plan, pointer),
                        contents::kept);
            } catch (LostContent e) {
                throw new EnvironmentFailure(
                        "cdn-content-gone",
                        origin.name()
                                + " cannot serve release "
                                + Publisher.shortened(target)
                                + ": "
                                + e.getMessage(),
                        "build that release from its sources and publish it, or roll back to"
                                + " another one",
                        e);
            }
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
                                content ->
                                        contents.local(content, _ -> origin.served(upload.path())),
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
                                ? " does not keep release " + Publisher.shortened(chosen.get())
                                : " keeps no release before the one that it serves"),
                kept.isEmpty()
                        ? "publish first"
                        : "it keeps "
                                + String.join(
                                        ", ", kept.stream().map(Publisher::shortened).toList()),
                null);
    }
}
