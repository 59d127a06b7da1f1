package dev.jbuild.engine;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.turn.Turns;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.run.NodeRunner;
import dev.jbuild.model.RecipeId;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Keeps two processes from building the same: whoever comes second waits for the result of the
 * first, and takes over when that one dies or fails. Nodes of this build that have the same key go
 * together; the builder shares their steps.
 *
 * <p>Nobody waits for a turn who has one: a node takes its turn when all that it uses is built, and
 * gives it back before another starts. So processes cannot wait for each other in a circle.
 */
final class SingleFlight implements NodeRunner.Flights {
    private final KeyedPlan plan;
    private final DiskCache cache;
    private final Consumer<BuildEvent> events;

    /** Guarded by itself. */
    private final Map<ActionKey, Group> groups = new HashMap<>();

    SingleFlight(KeyedPlan plan, DiskCache cache, Consumer<BuildEvent> events) {
        this.plan = plan;
        this.cache = cache;
        this.events = events;
    }

    @Override
    public NodeRunner.Flight enter(PlanNode node) throws IOException, InterruptedException {
        ActionKey key = plan.key(node.id());
        Group group;
        synchronized (groups) {
            group = groups.computeIfAbsent(key, k -> new Group(k, node.id()));
            group.members++;
        }
        boolean entered = false;
        try {
            boolean done = group.isDone();
            entered = true;
            return new Member(this, group, done);
        } finally {
            if (!entered) {
                leave(group);
            }
        }
    }

    private void leave(Group group) throws IOException {
        synchronized (groups) {
            group.members--;
            if (group.members > 0) {
                return;
            }
            groups.remove(group.key);
        }
        group.end();
    }

    private record Member(SingleFlight flights, Group group, boolean isDone)
            implements NodeRunner.Flight {
        @Override
        public void close() throws IOException {
            flights.leave(group);
        }
    }

    /** Nodes with one key, which share a turn. */
    private final class Group {
        private final ActionKey key;
        private final FutureTask<Turns.Turn> turn;
        private int members;

        Group(ActionKey key, RecipeId first) {
            this.key = key;
            this.turn =
                    new FutureTask<>(
                            () ->
                                    cache.turns()
                                            .take(
                                                    "node-" + key,
                                                    () ->
                                                            events.accept(
                                                                    new BuildEvent.Notice(
                                                                            first
                                                                                    + ": waiting for"
                                                                                    + " another jbuild"
                                                                                    + " that builds"
                                                                                    + " it"))));
        }

        /** Waits for the turn; says whether there is nothing left to do with it. */
        boolean isDone() throws IOException, InterruptedException {
            turn.run();
            get();
            return cache.actions().find(key) instanceof Lookup.Hit;
        }

        void end() throws IOException {
            if (turn.state() == FutureTask.State.SUCCESS) {
                turn.resultNow().close();
            }
        }

        private void get() throws IOException, InterruptedException {
            try {
                turn.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException failure -> throw failure;
                    case InterruptedException stop -> throw stop;
                    case null, default -> throw new IllegalStateException(e);
                }
            }
        }
    }
}
