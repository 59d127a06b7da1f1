package dev.jbuild.engine.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import dev.jbuild.buildkit.Progress;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.docker.EngineInUse;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.lower.ServiceUse;
import dev.jbuild.engine.lower.StepId;
import dev.jbuild.engine.secret.Mask;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The services of a build. The builder asks for the hosts of a step when it is about to run it;
 * then they are started, for this step alone, and the step waits until they are ready. A step that
 * the builder has already asks for nothing.
 *
 * <p>Steps that run the same beside the same services ask by the same id, and nothing tells who of
 * them asked. So services are removed when their step ends where it is the only one that could have
 * asked, and else when no node with such a step is solved any more.
 *
 * <p>Guarded by its own lock, under which nothing is waited for.
 */
public final class Services implements Consumer<Progress>, AutoCloseable {
    private static final String OWN_HOSTS =
            """
            127.0.0.1 localhost
            ::1 localhost ip6-localhost ip6-loopback
            """;

    private final DiskCache cache;
    private final EngineInUse engines;
    private final Mask mask;
    private final Consumer<BuildEvent> events;
    private final CountDownLatch closing = new CountDownLatch(1);

    @GuardedBy("this")
    private final Map<String, Group> groups = new HashMap<>();

    @GuardedBy("this")
    private final Map<OpDigest, Group> byOperation = new HashMap<>();

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

    /** Steps that ask alike. */
    private static final class Group {
        private final ServiceUse use;
        private final Map<OpDigest, StepId> steps = new HashMap<>();
        private final List<ServiceSet> sets = new ArrayList<>();
        private int solved;
        private @Nullable Exception trouble;

        Group(ServiceUse use) {
            this.use = use;
        }

        /** Once more a node is solved. What went wrong for those before it is their affair. */
        void begin() {
            if (solved == 0) {
                trouble = null;
            }
            solved++;
        }

        List<ServiceSet> takeSets() {
            List<ServiceSet> taken = List.copyOf(sets);
            sets.clear();
            return taken;
        }
    }

    public Services(DiskCache cache, EngineInUse engines, Mask mask, Consumer<BuildEvent> events) {
        this.cache = cache;
        this.engines = engines;
        this.mask = mask;
        this.events = events;
    }

    /** Removes what builds have left that were killed. */
    public void clear() throws EnvironmentFailure, InterruptedException {
        try {
            Owner.clear(cache, engines.get());
        } catch (IOException e) {
            events.accept(new BuildEvent.Notice("cache: marks of services are unreadable: " + e));
        }
    }

    /** Makes the services of recipes known. */
    public synchronized void follow(Iterable<Lowered> recipes, Exporter images) {
        exporter = images;
        recipes.forEach(this::follow);
    }

    private synchronized void follow(Lowered lowered) {
        lowered.services()
                .forEach(
                        (operation, use) -> {
                            Group group = groups.computeIfAbsent(use.id(), _ -> new Group(use));
                            group.steps.put(
                                    operation,
                                    Objects.requireNonNull(lowered.steps().get(operation)));
                            byOperation.put(operation, group);
                        });
    }

    /**
     * The answer to a step that asks for the secret {@code id}: its hosts, where it has services.
     * They are ready when this returns.
     *
     * @throws IllegalStateException when they do not come to be; {@link #trouble} says why
     */
    public Optional<byte[]> secret(String id) {
        Group group;
        StepId step;
        synchronized (this) {
            group = groups.get(id);
            if (group == null) {
                return Optional.empty();
            }
            step = group.steps.values().iterator().next();
            starting++;
        }
        try {
            return Optional.of(hosts(group, step));
        } catch (NotReady | BuildException e) {
            synchronized (this) {
                group.trouble = e;
            }
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the build ends", e);
        } finally {
            synchronized (this) {
                starting--;
                notifyAll();
            }
        }
    }

    private byte[] hosts(Group group, StepId step)
            throws BuildException, NotReady, InterruptedException {
        Ground base = ground();
        ServiceSet set =
                new ServiceSet(
                        group.use,
                        base.engine().containers(),
                        base.images(),
                        base.owner(),
                        mask,
                        closing);
        synchronized (this) {
            group.sets.add(set);
        }
        SortedMap<String, String> hosts = start(set, step);
        StringBuilder text = new StringBuilder(OWN_HOSTS);
        hosts.forEach((name, address) -> text.append(address + " " + name + "\n"));
        return text.toString().getBytes(StandardCharsets.UTF_8);
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

    /** A node that is solved. Until it is closed, the services of its steps may be in use. */
    public interface Use extends AutoCloseable {
        @Override
        void close();
    }

    /** Says that a node is solved. */
    public Use during(Lowered node) {
        Set<Group> own = groups(node);
        synchronized (this) {
            own.forEach(Group::begin);
        }
        return () -> {
            List<ServiceSet> over = new ArrayList<>();
            synchronized (this) {
                for (Group group : own) {
                    group.solved--;
                    if (group.solved == 0) {
                        over.addAll(group.takeSets());
                    }
                }
            }
            stop(over);
        };
    }

    /** The same for a node that has become another one since they were made known. */
    public Use beside(Lowered node) {
        follow(node);
        return during(node);
    }

    private synchronized Set<Group> groups(Lowered node) {
        Set<Group> own = new LinkedHashSet<>();
        for (ServiceUse use : node.services().values()) {
            own.add(Objects.requireNonNull(groups.get(use.id())));
        }
        return own;
    }

    @Override
    public void accept(Progress progress) {
        if (progress instanceof Progress.VertexCompleted) {
            List<ServiceSet> over = List.of();
            synchronized (this) {
                Group group = byOperation.get(progress.vertex());
                if (group != null && group.steps.size() == 1) {
                    over = group.takeSets();
                }
            }
            stop(over);
        }
    }

    /**
     * Why the services of a node did not come to be.
     *
     * @throws BuildException when it is not one of them that is to blame
     */
    public Optional<NotReady> trouble(Lowered node) throws BuildException {
        for (Group group : groups(node)) {
            Exception trouble;
            synchronized (this) {
                trouble = group.trouble;
            }
            switch (trouble) {
                case NotReady service -> {
                    return Optional.of(service);
                }
                case BuildException other -> throw other;
                case null, default -> {}
            }
        }
        return Optional.empty();
    }

    /** What services printed last, beside a step that failed. */
    public List<String> testimony(Optional<OpDigest> operation) {
        List<ServiceSet> sets;
        synchronized (this) {
            sets =
                    operation
                            .map(byOperation::get)
                            .map(group -> List.copyOf(group.sets))
                            .orElse(List.of());
        }
        List<String> lines = new ArrayList<>();
        for (ServiceSet set : sets) {
            try {
                lines.addAll(set.testimony());
            } catch (EnvironmentFailure e) {
                lines.add(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return lines;
            }
        }
        return lines;
    }

    private void stop(List<ServiceSet> sets) {
        Removal.of(
                sets,
                (set, _) -> {
                    synchronized (this) {
                        leftovers.add(set);
                    }
                });
    }

    /**
     * Removes all that is left, and waits for that even when interrupted. What the engine keeps all
     * the same, the next build removes.
     */
    @Override
    public void close() {
        closing.countDown();
        List<ServiceSet> sets = new ArrayList<>();
        Ground left;
        synchronized (this) {
            groups.values().forEach(group -> sets.addAll(group.takeSets()));
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
