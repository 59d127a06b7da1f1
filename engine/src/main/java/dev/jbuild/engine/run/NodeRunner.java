package dev.jbuild.engine.run;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Effort;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.lower.Nowhere;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.service.NotReady;
import dev.jbuild.engine.service.Services;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Solves nodes, each on a virtual thread of its own that waits for the nodes it uses. When one
 * fails, those that wait for it are skipped; the others are called off, or come to their ends.
 */
public final class NodeRunner {
    /** A few milliseconds are usual. */
    private static final Duration LAST_NEWS = Duration.ofSeconds(1);

    private final Plan plan;
    private final Map<RecipeId, Lowered> lowered;
    private final Gateways gateways;
    private final Watch watch;
    private final StepFailures failures;
    private final Consumer<BuildEvent> events;
    private final Handling handling;
    private final Gates gates;
    private final Shares shares = new Shares(System::nanoTime);
    private final Map<RecipeId, NodeOutcome> outcomes = new ConcurrentHashMap<>();

    /**
     * What is done with a node that succeeded, on its thread and before the nodes that use it go
     * on.
     */
    @FunctionalInterface
    public interface Completion {
        void succeeded(PlanNode node, Effort effort) throws BuildException, InterruptedException;
    }

    /**
     * What is done about a node whose step failed, on its thread and as long as the builder has the
     * state of it. Other nodes are called off only after that.
     */
    @FunctionalInterface
    public interface Aftermath {
        void failed(PlanNode node, StepFailure failure, FailedStep step)
                throws BuildException, InterruptedException;
    }

    /**
     * What goes along with solving.
     *
     * @param keepGoing whether nodes that do not wait for one that failed come to their ends
     */
    public record Handling(
            Flights flights,
            Completion completion,
            Aftermath aftermath,
            Pace pace,
            boolean keepGoing) {}

    /** Keeps a node from being built by two at the same time. */
    @FunctionalInterface
    public interface Flights {
        /** Waits until nobody else builds the node. */
        Flight enter(PlanNode node) throws IOException, InterruptedException;
    }

    /** For what every process has to do by itself. */
    public static final Flights ALONE =
            node ->
                    new Flight() {
                        @Override
                        public boolean isDone() {
                            return false;
                        }

                        @Override
                        public void close() {
                            // Nobody waits.
                        }
                    };

    /** Until it is closed, nobody else builds the node. */
    public interface Flight extends AutoCloseable {
        /** Whether somebody has built the node meanwhile. */
        boolean isDone();

        @Override
        void close() throws IOException;
    }

    public NodeRunner(
            Plan plan,
            Map<RecipeId, Lowered> lowered,
            Gateways gateways,
            Watch watch,
            Consumer<BuildEvent> events,
            Handling handling) {
        this.handling = handling;
        this.gates = new Gates(handling.pace());
        this.plan = plan;
        this.lowered = lowered;
        this.gateways = gateways;
        this.watch = watch;
        this.failures = new StepFailures(plan, watch);
        this.events = events;
    }

    /**
     * Solves {@code wanted}, which come after the nodes that they use.
     *
     * @param wanted the nodes to solve, each with the reason why
     * @return how each ended; a failed step is an outcome
     * @throws BuildException when something other than a step fails
     */
    public SequencedMap<RecipeId, NodeOutcome> run(SequencedMap<RecipeId, String> wanted)
            throws BuildException, InterruptedException {
        Map<RecipeId, CountDownLatch> ends = new LinkedHashMap<>();
        wanted.keySet().forEach(id -> ends.put(id, new CountDownLatch(1)));
        Map<RecipeId, Duration> ahead = handling.pace().ahead(plan, wanted.keySet());
        List<Callable<RecipeId>> tasks =
                wanted.entrySet().stream()
                        .<Callable<RecipeId>>map(
                                want ->
                                        () ->
                                                run(
                                                        plan.node(want.getKey()),
                                                        want.getValue(),
                                                        ahead.getOrDefault(
                                                                want.getKey(), Duration.ZERO),
                                                        ends))
                        .toList();
        try {
            Forks.all(tasks);
        } catch (ExecutionException e) {
            skipRest(wanted, stepFailure(e));
        }
        SequencedMap<RecipeId, NodeOutcome> inOrder = new LinkedHashMap<>();
        wanted.keySet().forEach(id -> inOrder.put(id, outcome(id)));
        return inOrder;
    }

    private RecipeId run(
            PlanNode node, String reason, Duration ahead, Map<RecipeId, CountDownLatch> ends)
            throws BuildException,
                    BuildkitException,
                    InterruptedException,
                    IOException,
                    StepFailed {
        for (RecipeId used : node.before()) {
            CountDownLatch end = ends.get(used);
            if (end != null) {
                end.await();
            }
        }
        Optional<RecipeId> culprit = culprit(node);
        if (culprit.isPresent()) {
            finish(node.id(), new NodeOutcome.Skipped(culprit.get()));
        } else {
            try (Flight flight = handling.flights().enter(node)) {
                if (flight.isDone()) {
                    finish(node.id(), new NodeOutcome.Reused(Duration.ZERO));
                } else {
                    Gate gate = gates.of(node.id());
                    gate.enter(ahead);
                    try {
                        build(node, reason);
                    } finally {
                        gate.leave();
                    }
                }
            }
        }
        // A node that ended by an exception opens no latch: those that wait for it are interrupted.
        Objects.requireNonNull(ends.get(node.id())).countDown();
        return node.id();
    }

    /** The node whose failure keeps another one from being built. */
    private Optional<RecipeId> culprit(PlanNode node) {
        for (RecipeId used : node.before()) {
            switch (outcomes.get(used)) {
                case NodeOutcome.Failed _ -> {
                    return Optional.of(used);
                }
                case NodeOutcome.Skipped(RecipeId failed) -> {
                    return Optional.of(failed);
                }
                // One that was reused before the run has no outcome here.
                case NodeOutcome.Built _, NodeOutcome.Reused _ -> {}
                case null -> {}
            }
        }
        return Optional.empty();
    }

    private void build(PlanNode node, String reason)
            throws BuildException, BuildkitException, InterruptedException, StepFailed {
        events.accept(new BuildEvent.NodeStarted(node.id(), reason));
        long start = System.nanoTime();
        Lowered own = lowered.get(node.id());
        Duration part;
        try (Shares.Share share = shares.begin()) {
            if (own != null && !isSolved(node, own)) {
                return;
            }
            part = share.soFar();
        }
        Effort effort = new Effort(Duration.ofNanos(System.nanoTime() - start), part);
        handling.completion().succeeded(node, effort);
        finish(node.id(), new NodeOutcome.Built(effort, watch.tracker().executed(node.id())));
    }

    private void fail(RecipeId id, StepFailure failure, Exception cause) throws StepFailed {
        finish(id, new NodeOutcome.Failed(failure));
        if (!handling.keepGoing()) {
            throw new StepFailed(id, cause);
        }
    }

    /** Solves a node; one that is not solved then has its outcome. */
    private boolean isSolved(PlanNode node, Lowered own)
            throws BuildException, BuildkitException, InterruptedException, StepFailed {
        Gateway gateway;
        try {
            gateway = gateways.of(node);
        } catch (EnvironmentFailure e) {
            if (!e.code().equals(Gateways.ABSENT)) {
                throw e;
            }
            fail(node.id(), StepFailures.of(node, e), e);
            return false;
        }
        try (Services.Use _ = watch.services().during(own)) {
            try {
                watch.limits().within(node.id(), () -> solve(own, gateway));
                return true;
            } catch (BuildkitException.Unreachable e) {
                // Whatever became of services: it is no fault of theirs.
                throw e;
            } catch (BuildkitException e) {
                Optional<NotReady> trouble = watch.services().trouble(own);
                if (trouble.isPresent()) {
                    fail(node.id(), StepFailures.of(node, trouble.get()), e);
                } else if (e instanceof BuildkitException.StepFailed failed
                        && !Failures.reachesNoRegistry(failed)) {
                    fail(node.id(), failure(node, failed), e);
                } else if (Nowhere.wasAsked(e)) {
                    // Docker 20.10 tells only as progress which operation it was.
                    watch.tracker().awaitFailure(LAST_NEWS);
                    StepFailure failure =
                            failures.of(
                                    node, Optional.empty(), OptionalInt.empty(), Nowhere.said(e));
                    fail(node.id(), failure, e);
                } else {
                    throw e;
                }
            } catch (TimeLimits.Exceeded e) {
                fail(node.id(), failures.of(node, e), e);
            }
            return false;
        }
    }

    private void solve(Lowered own, Gateway gateway)
            throws BuildkitException, InterruptedException {
        if (own.tree() instanceof Output output) {
            gateway.solve(Definition.of(output));
            watch.tracker().awaitEnd(output.vertex().digest(), LAST_NEWS);
        }
    }

    private void skipRest(SequencedMap<RecipeId, String> wanted, RecipeId failed) {
        for (RecipeId id : wanted.keySet()) {
            if (!outcomes.containsKey(id)) {
                finish(id, new NodeOutcome.Skipped(failed));
            }
        }
    }

    private void finish(RecipeId id, NodeOutcome outcome) {
        outcomes.put(id, outcome);
        events.accept(new BuildEvent.NodeFinished(id, outcome));
    }

    private NodeOutcome outcome(RecipeId id) {
        NodeOutcome outcome = outcomes.get(id);
        if (outcome == null) {
            throw new IllegalStateException("no outcome of " + id);
        }
        return outcome;
    }

    /** The node whose step failed. Whatever else a thread ended with is thrown. */
    private static RecipeId stepFailure(ExecutionException e) throws BuildException {
        return switch (e.getCause()) {
            case StepFailed failed -> failed.node;
            case BuildException failure -> throw failure;
            case BuildkitException failure -> throw Failures.of("build", failure);
            case IOException failure ->
                    throw new EnvironmentFailure(
                            "cache-failed",
                            "the cache cannot be used: " + failure,
                            "check permissions and free space of the cache folder",
                            failure);
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(e);
        };
    }

    private StepFailure failure(PlanNode node, BuildkitException.StepFailed e)
            throws BuildException, InterruptedException {
        Optional<OpDigest> vertex = e.vertex().map(watch.merged()::own);
        StepFailure failure = failures.of(node, vertex, e.exitCode(), Nowhere.said(e));
        if (failure.node().equals(node.id()) && vertex.isPresent()) {
            handling.aftermath().failed(node, failure, new FailedStep(vertex.get(), e.mounts()));
        }
        return failure;
    }

    /** Carries the news of a failed step through the join, which interrupts the other nodes. */
    private static final class StepFailed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient RecipeId node;

        StepFailed(RecipeId node, Exception cause) {
            super(cause);
            this.node = node;
        }
    }
}
