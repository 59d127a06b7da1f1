package dev.jbuild.engine;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.disk.Upkeep;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.git.OtherRepositories;
import dev.jbuild.engine.store.CacheReport;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.store.CacheTask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sees to the cache as a whole. */
final class CacheKeeping {
    private CacheKeeping() {}

    static CacheReport run(Path state, CacheTask task, CacheSize size)
            throws IOException, InterruptedException {
        long budget = size.on(state);
        if (Files.notExists(state)) {
            return nothing(state, task, budget);
        }
        Upkeep upkeep = DiskCache.open(state, damage -> {}).upkeep();
        return switch (task) {
            case STATUS -> status(upkeep.status(), budget);
            case COLLECT -> collected(upkeep.collect(budget), budget);
            case CLEAR -> collected(upkeep.clear(), budget);
            case VERIFY -> verified(upkeep.verify());
        };
    }

    /** Where nothing was ever built, looking at it makes no folder. */
    private static CacheReport nothing(Path state, CacheTask task, long budget) {
        return switch (task) {
            case STATUS -> new CacheReport.Status(state, 0, 0, 0, 0, 0, budget);
            case COLLECT, CLEAR -> new CacheReport.Collected(0, 0, 0, 0, budget);
            case VERIFY -> new CacheReport.Verified(0, 0, 0, List.of());
        };
    }

    private static CacheReport status(Upkeep.Status found, long budget) {
        return new CacheReport.Status(
                found.folder(),
                found.records(),
                found.blobs(),
                found.bytes(),
                found.projects(),
                found.spared(),
                budget);
    }

    private static CacheReport collected(Upkeep.Collected done, long budget) {
        return new CacheReport.Collected(
                done.records(), done.blobs(), done.freed(), done.left(), budget);
    }

    private static CacheReport verified(Upkeep.Verified found) {
        List<String> problems = new ArrayList<>();
        found.damages()
                .forEach(
                        damage ->
                                problems.add("removed " + damage.file() + ": " + damage.problem()));
        if (found.incomplete() > 0) {
            problems.add(
                    "removed "
                            + found.incomplete()
                            + (found.incomplete() == 1 ? " result" : " results")
                            + " whose content is not there");
        }
        return new CacheReport.Verified(found.records(), found.blobs(), found.bytes(), problems);
    }

    /**
     * What is due after a build: what it used is spared, and what is too much is cleared away. A
     * failure here is none of the build.
     */
    static void afterBuild(BuildRequest request, DiskCache cache, Consumer<BuildEvent> events)
            throws InterruptedException {
        try {
            cache.spareUsed(
                    request.root() + " " + request.project().goals(),
                    request.root(),
                    OtherRepositories.shelved(request.evaluation().checkouts()));
            Optional<Upkeep.Collected> collected =
                    cache.upkeep()
                            .collectIfNeeded(request.cache().size().on(request.cache().state()));
            collected
                    .filter(done -> done.records() > 0)
                    .ifPresent(
                            done ->
                                    events.accept(
                                            new BuildEvent.Notice(
                                                    "cache: cleared away "
                                                            + done.records()
                                                            + " results that were not used for"
                                                            + " longest, "
                                                            + done.freed() / 1_000_000
                                                            + " MB")));
        } catch (IOException e) {
            events.accept(new BuildEvent.Notice("cache: cannot be tidied up: " + e));
        }
    }
}
