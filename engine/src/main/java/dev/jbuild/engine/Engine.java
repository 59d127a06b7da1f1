package dev.jbuild.engine;

import dev.jbuild.engine.base.MirrorReport;
import dev.jbuild.engine.cdn.CdnKeeping;
import dev.jbuild.engine.cdn.CdnReport;
import dev.jbuild.engine.cdn.CdnTask;
import dev.jbuild.engine.doctor.Checkup;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.image.ImageContents;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockReport;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.shell.Visit;
import dev.jbuild.engine.shell.Visitor;
import dev.jbuild.engine.store.CacheReport;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.store.CacheTask;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Builds projects. */
public final class Engine {
    private Engine() {}

    /**
     * Builds what is not up to date and delivers it. A failed step is part of the report; whatever
     * else keeps a build from its end is an exception.
     *
     * @param events told of everything that happens, one event at a time
     * @throws InterruptedException when the thread was interrupted; all work has then ended and
     *     nothing of the unfinished part is delivered or recorded
     */
    public static BuildReport run(BuildRequest request, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException {
        return run(request, events, new Visit.None());
    }

    /**
     * The same with somebody who looks into sandboxes.
     *
     * @param visit whose visits are like events: one at a time
     */
    public static BuildReport run(BuildRequest request, Consumer<BuildEvent> events, Visit visit)
            throws BuildException, InterruptedException {
        Object turn = new Object();
        Visit inTurn =
                switch (visit) {
                    case Visit.None none -> none;
                    case Visit.OnFailure(Visitor visitor) ->
                            new Visit.OnFailure(inTurn(turn, visitor));
                    case Visit.AtEnd(Visitor visitor) -> new Visit.AtEnd(inTurn(turn, visitor));
                };
        return Build.run(request, Aim.DELIVER, oneAtATime(turn, events), inTurn);
    }

    /**
     * Builds what is not up to date, delivers nothing, and finds out what publishing the releases
     * of the targets would change: those are the deliveries of the report.
     */
    public static BuildReport planReleases(BuildRequest request, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException {
        return Build.run(
                request, Aim.PLAN_RELEASES, oneAtATime(new Object(), events), new Visit.None());
    }

    /** Says what {@link #run} would do, and why, without doing it. */
    public static Explanation explain(BuildRequest request)
            throws BuildException, InterruptedException {
        return Preview.of(request);
    }

    /**
     * Sees to the lock file of a project.
     *
     * @param request with the recipes whose names count
     * @param before what it said before the build files were evaluated
     * @throws dev.jbuild.model.failure.UserMistake also when a check finds something missing
     * @throws InterruptedException when the thread was interrupted; the file is as it was
     */
    public static LockReport lock(
            BuildRequest request, LockTask task, LockFile before, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException {
        return LockKeeping.run(request, task, before, oneAtATime(new Object(), events));
    }

    /**
     * Copies the base images that a project's lock names to their mirrors, as far as they are not
     * there.
     *
     * @param mirrors as they are written; empty for those of the environment
     * @param events told of what a person should know meanwhile
     * @throws InterruptedException when the thread was interrupted; what was copied stays
     */
    public static MirrorReport mirror(
            Path root, Map<String, String> environment, String mirrors, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException {
        return MirrorKeeping.run(root, environment, mirrors, events);
    }

    /**
     * Does something with a CDN origin, without a build.
     *
     * @param root folder that a folder of an origin is relative to
     * @param environment of the user
     * @param state folder of the cache
     * @param origin {@code file:folder} or {@code s3://bucket/prefix}
     */
    public static CdnReport cdn(
            Path root, Map<String, String> environment, Path state, String origin, CdnTask task)
            throws BuildException {
        return CdnKeeping.run(root, environment, state, origin, task);
    }

    /**
     * Says what an image of the engine consists of, on each platform that the engine has of it.
     *
     * @param state folder of the cache
     */
    public static List<ImageContents> inspect(
            Map<String, String> environment, Path state, ImageName name)
            throws BuildException, InterruptedException {
        return Inspection.of(environment, state, name);
    }

    /**
     * Sees to the cache as a whole.
     *
     * @param state folder of the cache
     * @param size how large it may be
     */
    public static CacheReport cache(Path state, CacheTask task, CacheSize size)
            throws BuildException, InterruptedException {
        try {
            return CacheKeeping.run(state, task, size);
        } catch (IOException e) {
            throw Build.cacheFailure(state, e);
        }
    }

    /**
     * Looks whether everything is well that builds rest on. Damage of the cache is mended.
     *
     * @param request with all recipes of the project, as far as they are known; where it may not
     *     use the network, no registry is asked
     */
    public static Checkup examine(BuildRequest request)
            throws BuildException, InterruptedException {
        return Consultation.of(request);
    }

    private static Visitor inTurn(Object turn, Visitor visitor) {
        return room -> {
            synchronized (turn) {
                if (Thread.interrupted()) {
                    // Another step has failed meanwhile, and its visitor has left.
                    throw new InterruptedException();
                }
                visitor.visit(room);
            }
        };
    }

    private static Consumer<BuildEvent> oneAtATime(Object turn, Consumer<BuildEvent> events) {
        return event -> {
            synchronized (turn) {
                events.accept(event);
            }
        };
    }
}
