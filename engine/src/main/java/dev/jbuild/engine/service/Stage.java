package dev.jbuild.engine.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.docker.EngineInUse;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.lower.ServiceUse;
import dev.jbuild.engine.lower.StepId;
import dev.jbuild.engine.secret.Mask;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where services appear: what a build has in the engine for their sake, from the first one that is
 * started to the last one that is removed. A build without services has nothing there.
 *
 * <p>Guarded by its own lock, under which nothing is waited for but an engine to be found.
 */
final class Stage {
    private final DiskCache cache;
    private final EngineInUse engines;
    private final Mask mask;
    private final Consumer<BuildEvent> events;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** What was to be removed when the engine did not answer. */
    @GuardedBy("this")
    private final Set<ServiceSet> leftovers = new LinkedHashSet<>();

    @GuardedBy("this")
    private @Nullable Ground ground;

    @GuardedBy("this")
    private int starting;

    private volatile @Nullable Exporter exporter;

    /** What there is only with a service. */
    private record Ground(DockerEngine engine, Owner owner, ServiceImages images) {}

    Stage(DiskCache cache, EngineInUse engines, Mask mask, Consumer<BuildEvent> events) {
        this.cache = cache;
        this.engines = engines;
        this.mask = mask;
        this.events = events;
    }

    /** Removes what builds have left that were killed. */
    void clear() throws EnvironmentFailure, InterruptedException {
        try {
            Owner.clear(cache, engines.get());
        } catch (IOException e) {
            events.accept(new BuildEvent.Notice("cache: marks of services are unreadable: " + e));
        }
    }

    /** Has images of services come from there. */
    void takeImagesFrom(Exporter images) {
        exporter = images;
    }

    /**
     * Starts services, and waits until they are ready.
     *
     * @param step the one that is told what is waited for
     * @param begun given the services before the first of them is started; who stops them meanwhile
     *     need not come back
     * @return their addresses by name
     * @throws InterruptedException when nobody waits for them any more
     */
    SortedMap<String, String> start(ServiceUse use, StepId step, Consumer<ServiceSet> begun)
            throws BuildException, NotReady, InterruptedException {
        synchronized (this) {
            starting++;
        }
        try {
            Ground base = ground();
            ServiceSet set =
                    new ServiceSet(
                            use,
                            base.engine().containers(),
                            base.images(),
                            base.owner(),
                            mask,
                            closing);
            begun.accept(set);
            return start(set, step);
        } finally {
            synchronized (this) {
                starting--;
                notifyAll();
            }
        }
    }

    private SortedMap<String, String> start(ServiceSet set, StepId step)
            throws BuildException, NotReady, InterruptedException {
        try {
            return set.start(
                    line ->
                            events.accept(
                                    new BuildEvent.StepOutput(step.recipe(), step.index(), line)));
        } catch (NotReady | BuildException e) {
            if (set.isOver()) {
                // Whoever asked is gone, and those who ask now have sets of their own.
                throw new InterruptedException();
            }
            throw e;
        } finally {
            if (set.isOver()) {
                // What was just being made when the others were removed.
                stop(List.of(set));
            }
        }
    }

    private synchronized Ground ground() throws EnvironmentFailure, InterruptedException {
        if (closing.getCount() == 0) {
            throw new InterruptedException();
        }
        Ground known = ground;
        if (known == null) {
            DockerEngine engine = engines.get();
            try {
                Owner owner = Owner.begin(cache, engine);
                Exporter export = Objects.requireNonNull(exporter);
                known =
                        new Ground(
                                engine, owner, new ServiceImages(engine, export, owner, closing));
                ground = known;
            } catch (IOException e) {
                throw new EnvironmentFailure(
                        "cache-failed",
                        "services cannot be marked in the cache: " + e,
                        "check permissions and free space of the cache folder",
                        e);
            }
        }
        return known;
    }

    /** Ends and removes services, and waits for that even when interrupted. */
    void stop(List<ServiceSet> sets) {
        Removal.of(
                sets,
                (set, _) -> {
                    synchronized (this) {
                        leftovers.add(set);
                    }
                });
    }

    /**
     * Removes all that is left, in the same way. What the engine keeps all the same, the next build
     * removes.
     *
     * @param rest the services that nobody has stopped, once no more are started
     */
    void close(Supplier<List<ServiceSet>> rest) {
        closing.countDown();
        List<ServiceSet> sets = rest.get();
        Ground left;
        synchronized (this) {
            left = ground;
        }
        if (left == null) {
            return;
        }
        left.images().breakOff();
        stop(sets);
        awaitStarters();
        try (Owner owner = left.owner()) {
            if (isAllRemoved(left.images())) {
                owner.forget();
            }
        } catch (IOException e) {
            events.accept(new BuildEvent.Notice("cache: the mark of services is left: " + e));
        }
    }

    private boolean isAllRemoved(ServiceImages images) {
        List<ServiceSet> rest;
        synchronized (this) {
            rest = List.copyOf(leftovers);
        }
        List<EnvironmentFailure> failures = new CopyOnWriteArrayList<>();
        Removal.of(rest, (_, failure) -> failures.add(failure));
        Removal.of(images::remove, failures::add);
        failures.forEach(
                failure ->
                        events.accept(new BuildEvent.Notice("services: " + failure.getMessage())));
        return failures.isEmpty();
    }

    private void awaitStarters() {
        boolean interrupted = false;
        synchronized (this) {
            while (starting > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
