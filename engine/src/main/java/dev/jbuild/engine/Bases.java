package dev.jbuild.engine;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.turn.Turns;
import dev.jbuild.engine.base.BaseImages;
import dev.jbuild.engine.base.BasePin;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.lock.LockedImage;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds out what base images stand for: from the lock where it says, else from what is remembered
 * of pinned ones, else from the registry, and then for the lock.
 */
final class Bases {
    private final Path project;
    private final DiskCache cache;
    private final BaseImages images;
    private final LockUse use;
    private final BaseQuestions questions;
    private final Consumer<BuildEvent> events;

    Bases(
            Path project,
            DiskCache cache,
            LockUse use,
            Workbench bench,
            Consumer<BuildEvent> events) {
        this.project = project;
        this.cache = cache;
        this.images = new BaseImages(cache, bench.mirrors());
        this.use = use;
        this.questions = new BaseQuestions(images, bench, events);
        this.events = events;
    }

    /** The base images of recipes, each with the first place that asks for it. */
    static SequencedMap<BaseUse, SourceSpan> uses(
            Collection<Recipe> recipes, Map<Dockerfiles.Use, DockerfileText> dockerfiles) {
        SequencedMap<BaseUse, SourceSpan> uses = new LinkedHashMap<>();
        Dockerfiles.uses(recipes)
                .forEach(
                        (use, span) -> {
                            DockerfileText text = dockerfiles.get(use);
                            if (text == null) {
                                return;
                            }
                            for (ImageName name : text.images()) {
                                uses.putIfAbsent(new BaseUse(name, use.platform()), span);
                            }
                            text.frontend()
                                    .map(name -> new BaseUse(name, use.base().readOn()))
                                    .ifPresent(image -> uses.putIfAbsent(image, span));
                        });
        for (Recipe recipe : recipes) {
            for (Step step : recipe.steps()) {
                if (step instanceof Step.From(Step.Base.Image(ImageName name), SourceSpan span)) {
                    uses.putIfAbsent(new BaseUse(name, recipe.runsOn()), span);
                } else if (step instanceof Step.Copy copy
                        && copy.source() instanceof Step.CopySource.Image image) {
                    uses.putIfAbsent(
                            new BaseUse(image.name(), recipe.id().platform()), copy.span());
                } else if (step instanceof Step.Service service
                        && service.base() instanceof Step.Base.Image(ImageName name)) {
                    uses.putIfAbsent(new BaseUse(name, service.platform()), service.span());
                } else if (step instanceof Step.Image image) {
                    image.options()
                            .scanner()
                            .ifPresent(
                                    scanner ->
                                            uses.putIfAbsent(
                                                    new BaseUse(
                                                            scanner.image(), scanner.platform()),
                                                    image.span()));
                }
            }
        }
        return uses;
    }

    /**
     * What the images stand for. New knowledge is in the lock file when this returns, if the lock
     * may be extended.
     */
    Map<BaseUse, BasePin> pins(SequencedMap<BaseUse, SourceSpan> uses)
            throws BuildException, InterruptedException, IOException {
        LockFile lock = LockFile.read(project);
        Map<BaseUse, BasePin> pins = known(uses, lock);
        if (use != LockUse.EXTEND) {
            requireAllowed(uses, lock, pins);
            pins.putAll(asked(without(uses, pins), lock));
            return pins;
        }
        boolean complete = pins.size() == uses.size() && extended(lock, pins).equals(lock);
        return complete ? pins : extendLock(uses);
    }

    /** What the images stand for, as far as that is known; nobody is asked. */
    Map<BaseUse, BasePin> knownPins(SequencedMap<BaseUse, SourceSpan> uses)
            throws BuildException, IOException {
        Map<BaseUse, BasePin> pins = known(uses, LockFile.read(project));
        uses.forEach((use, span) -> pins.putIfAbsent(use, BasePin.unknown(span)));
        return pins;
    }

    /** One process after the other, so that each finds what the one before has written. */
    private Map<BaseUse, BasePin> extendLock(SequencedMap<BaseUse, SourceSpan> uses)
            throws BuildException, InterruptedException, IOException {
        try (Turns.Turn _ = turn()) {
            LockFile lock = LockFile.read(project);
            Map<BaseUse, BasePin> pins = known(uses, lock);
            pins.putAll(asked(without(uses, pins), lock));
            LockFile extended = extended(lock, pins);
            if (!extended.equals(lock)) {
                extended.write(project);
            }
            return pins;
        }
    }

    /**
     * Looks up anew what names stand for, whatever the lock says of them. A platform that the lock
     * has and nobody uses at present is kept if the name still has it.
     *
     * @throws EnvironmentFailure when only the engine has an image that is pinned: it says nothing
     *     of what its tag stands for now
     */
    void renew(SequencedMap<BaseUse, SourceSpan> uses)
            throws BuildException, InterruptedException, IOException {
        try (Turns.Turn _ = turn()) {
            LockFile before = LockFile.read(project);
            LockFile rest = before;
            List<BaseQuestions.Question> all = new ArrayList<>();
            for (BaseQuestions.Question question : BaseQuestions.questions(uses, LockFile.EMPTY)) {
                rest = rest.without(question.name());
                Set<Platform> others = new TreeSet<>(platforms(before, question.name()));
                others.removeAll(question.platforms());
                all.add(question.also(others));
            }
            Map<BaseUse, BasePin> now = questions.ask(all);
            requirePinned(before, now);
            LockFile after = extended(rest, now);
            if (!after.equals(before)) {
                after.write(project);
            }
        }
    }

    private static void requirePinned(LockFile before, Map<BaseUse, BasePin> now)
            throws EnvironmentFailure {
        for (Map.Entry<BaseUse, BasePin> image : now.entrySet()) {
            ImageName name = image.getKey().name();
            if (image.getValue().index().isEmpty() && before.image(name).isPresent()) {
                throw new EnvironmentFailure(
                        "no-answer",
                        "`"
                                + name
                                + "` stays as it is in `"
                                + LockFile.NAME
                                + "`: its registry, or"
                                + " the mirror of that, does not have it or does not answer",
                        "run it again when it does; if from now on only the engine is to have it,"
                                + " remove its lines from the file",
                        null);
            }
        }
    }

    private static Set<Platform> platforms(LockFile lock, ImageName name) {
        return lock.image(name).map(image -> image.platforms().keySet()).orElse(Set.of());
    }

    private Turns.Turn turn() throws IOException, InterruptedException {
        return cache.turns()
                .take(
                        LockFile.turn(project),
                        () ->
                                events.accept(
                                        new BuildEvent.Notice(
                                                "waiting for another jbuild that looks up base"
                                                        + " images of this project")));
    }

    private Map<BaseUse, BasePin> known(SequencedMap<BaseUse, SourceSpan> uses, LockFile lock)
            throws UserMistake, IOException {
        Map<BaseUse, BasePin> pins = new HashMap<>();
        for (Map.Entry<BaseUse, SourceSpan> entry : uses.entrySet()) {
            BaseUse base = entry.getKey();
            Optional<LockedImage> locked = lock.image(base.name());
            if (locked.isPresent()) {
                Digest index = locked.get().index();
                Optional<Digest> id = locked.get().id(base.platform());
                Optional<BasePin> pin =
                        id.isPresent()
                                ? images.said(base, index, id.get(), entry.getValue())
                                : images.known(base, index, entry.getValue());
                pin.ifPresent(p -> pins.put(base, p));
            }
        }
        return pins;
    }

    /** What builder or registry say, which has to be what the lock says, if it does. */
    private Map<BaseUse, BasePin> asked(SequencedMap<BaseUse, SourceSpan> uses, LockFile lock)
            throws BuildException, InterruptedException {
        Map<BaseUse, BasePin> pins = questions.ask(BaseQuestions.questions(uses, lock));
        for (Map.Entry<BaseUse, BasePin> pin : pins.entrySet()) {
            Optional<LockedImage> locked = lock.image(pin.getKey().name());
            Optional<Digest> said = locked.flatMap(image -> image.id(pin.getKey().platform()));
            if (said.isPresent()) {
                BaseImages.requireSaid(
                        pin.getKey(),
                        locked.orElseThrow().index(),
                        said.get(),
                        pin.getValue().id(),
                        pin.getValue().span());
            }
        }
        return pins;
    }

    private static SequencedMap<BaseUse, SourceSpan> without(
            SequencedMap<BaseUse, SourceSpan> uses, Map<BaseUse, BasePin> known) {
        SequencedMap<BaseUse, SourceSpan> rest = new LinkedHashMap<>(uses);
        rest.keySet().removeAll(known.keySet());
        return rest;
    }

    /** A name that carries its digest has no line. */
    private static LockFile extended(LockFile lock, Map<BaseUse, BasePin> pins) {
        LockFile extended = lock;
        for (Map.Entry<BaseUse, BasePin> entry : pins.entrySet()) {
            BaseUse base = entry.getKey();
            Optional<Digest> index = entry.getValue().index();
            if (base.name().digest().isEmpty() && index.isPresent()) {
                LockedImage image =
                        extended.image(base.name()).orElseGet(() -> new LockedImage(index.get()));
                extended =
                        extended.with(
                                base.name(),
                                image.with(Map.of(base.platform(), entry.getValue().id())));
            }
        }
        return extended;
    }

    private void requireAllowed(
            SequencedMap<BaseUse, SourceSpan> uses, LockFile lock, Map<BaseUse, BasePin> pins)
            throws UserMistake {
        List<Diagnostic> missing = new ArrayList<>(missing(uses, lock));
        if (missing.isEmpty() && use == LockUse.OFFLINE) {
            without(uses, pins)
                    .forEach(
                            (base, span) ->
                                    missing.add(
                                            Diagnostic.at(
                                                    span,
                                                    "offline",
                                                    "image "
                                                            + base
                                                            + " has not been used here yet,"
                                                            + " and --offline forbids to look it up",
                                                    "build once without --offline")));
        }
        if (!missing.isEmpty()) {
            throw new UserMistake(missing);
        }
    }

    /** What the lock would have to name. */
    static List<Diagnostic> missing(SequencedMap<BaseUse, SourceSpan> uses, LockFile lock) {
        Map<ImageName, Diagnostic> missing = new LinkedHashMap<>();
        uses.forEach(
                (base, span) -> {
                    if (lock.image(base.name()).isEmpty()) {
                        missing.putIfAbsent(base.name(), missing(base.name(), span));
                    }
                });
        return List.copyOf(missing.values());
    }

    private static Diagnostic missing(ImageName name, SourceSpan span) {
        return Diagnostic.at(
                span,
                "not-locked",
                "`" + name + "` is not in `" + LockFile.NAME + "`",
                "run `jbuild lock` and commit the file; an image that only the engine has cannot be"
                        + " locked");
    }
}
