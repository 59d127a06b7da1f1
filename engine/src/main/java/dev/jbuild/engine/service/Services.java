package dev.jbuild.engine.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import dev.jbuild.buildkit.Progress;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.cache.disk.DiskCache;
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

    private final Stage stage;

    @GuardedBy("this")
    private final Map<String, Group> groups = new HashMap<>();

    @GuardedBy("this")
    private final Map<OpDigest, Group> byOperation = new HashMap<>();

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
        this.stage = new Stage(cache, engines, mask, events);
    }

    /** Removes what builds have left that were killed. */
    public void clear() throws EnvironmentFailure, InterruptedException {
        stage.clear();
    }

    /** Makes the services of recipes known. */
    public synchronized void follow(Iterable<Lowered> recipes, Exporter images) {
        stage.takeImagesFrom(images);
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
        }
        try {
            return Optional.of(text(stage.start(group.use, step, set -> add(group, set))));
        } catch (NotReady | BuildException e) {
            synchronized (this) {
                group.trouble = e;
            }
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the build ends", e);
        }
    }

    private synchronized void add(Group group, ServiceSet set) {
        group.sets.add(set);
    }

    private static byte[] text(SortedMap<String, String> hosts) {
        StringBuilder text = new StringBuilder(OWN_HOSTS);
        hosts.forEach((name, address) -> text.append(address + " " + name + "\n"));
        return text.toString().getBytes(StandardCharsets.UTF_8);
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
            stage.stop(over);
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
            stage.stop(over);
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

    /**
     * Removes all that is left, and waits for that even when interrupted. What the engine keeps all
     * the same, the next build removes.
     */
    @Override
    public void close() {
        stage.close(this::takeAll);
    }

    private synchronized List<ServiceSet> takeAll() {
        List<ServiceSet> sets = new ArrayList<>();
        groups.values().forEach(group -> sets.addAll(group.takeSets()));
        return sets;
    }
}
