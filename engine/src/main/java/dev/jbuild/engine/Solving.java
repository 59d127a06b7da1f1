package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.engine.base.BaseImages;
import dev.jbuild.engine.context.ContextScan;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.lower.Ambient;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.run.FailedStep;
import dev.jbuild.engine.run.NodeRunner;
import dev.jbuild.engine.run.Pace;
import dev.jbuild.engine.run.StepTracker;
import dev.jbuild.engine.run.TimeLimits;
import dev.jbuild.engine.run.UploadCheck;
import dev.jbuild.engine.service.Services;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Has the builder make what is missing, and records what it made. */
final class Solving {
    private final KeyedPlan nodes;
    private final Plan plan;
    private final DiskCache cache;
    private final ContextScan scan;
    private final Workbench bench;
    private final Consumer<BuildEvent> events;
    private final StepTracker tracker;
    private final TimeLimits limits = new TimeLimits();
    private final Rescue rescue;
    private final Visits visits;
    private final Pace pace;
    private final Services services;

    /**
     * @param rescue saves what is delivered of nodes that failed
     * @param visits lets somebody in
     * @param took how long nodes took when they were solved last
     */
    Solving(
            KeyedPlan nodes,
            DiskCache cache,
            ContextScan scan,
            Workbench bench,
            Rescue rescue,
            Visits visits,
            Map<RecipeId, Duration> took) {
        this.pace = new Pace(bench.request().conduct().atOnce(), took);
        this.rescue = rescue;
        this.visits = visits;
        this.nodes = nodes;
        this.plan = nodes.plan();
        this.cache = cache;
        this.scan = scan;
        this.bench = bench;
        this.events = bench.events();
        this.tracker = new StepTracker(events, bench.secrets().mask());
        this.services = new Services(cache, bench::engine, bench.secrets().mask(), events);
        bench.serve(services);
    }

    /** All nodes in the builder's terms, and how those that were to be solved ended. */
    record Solved(Map<RecipeId, Lowered> lowered, SequencedMap<RecipeId, NodeOutcome> outcomes) {}

    /**
     * Solves nodes.
     *
     * @param wanted the nodes and why, each after the nodes that it uses
     */
    Solved solve(SequencedMap<RecipeId, String> wanted)
            throws BuildException, InterruptedException {
        Abilities.check(plan, bench.builder().capabilities());
        Emulation.check(plan, wanted.keySet(), bench.builder(), events);
        if (bench.ownBuilder().isEmpty()) {
            services.clear();
        }
        Inputs inputs =
                bench.request().allowed().lock() == LockUse.OFFLINE
                        ? Offline.inputs(plan, wanted.keySet(), nodes.inputs(), bench)
                        : nodes.inputs();
        Ambient ambient = bench.ambient();
        UploadCheck uploads = new UploadCheck(this::isUnchanged);
        try (limits) {
            // What the first attempt has recorded is not made again.
            return bench.retry()
                    .run(
                            () ->
                                    bench.builder()
                                            .build(
                                                    tracker.andThen(uploads)
                                                            .andThen(limits)
                                                            .andThen(services),
                                                    gateway ->
                                                            solve(
                                                                    wanted, inputs, ambient,
                                                                    uploads, gateway)));
        } catch (BuildkitException e) {
            throw Failures.of("build", e);
        }
    }

    private Solved solve(
            SequencedMap<RecipeId, String> wanted,
            Inputs inputs,
            Ambient ambient,
            UploadCheck uploads,
            Gateway gateway)
            throws BuildException, BuildkitException, InterruptedException {
        LoweredNodes made = lower(inputs, ambient, gateway);
        Map<RecipeId, Lowered> lowered = made.all();
        lowered.values().forEach(tracker::follow);
        lowered.values().forEach(uploads::follow);
        lowered.forEach(limits::follow);
        services.follow(lowered.values(), exporter(lowered));
        // Whoever asks for results after that finds those of the steps that were done again.
        Map<RecipeId, Lowered> runs =
                bench.request().conduct().reuse() == Conduct.Reuse.NOTHING
                        ? lower(inputs, ambient.forStepsDoneAgain(), gateway).all()
                        : lowered;
        SequencedMap<RecipeId, NodeOutcome> outcomes = run(wanted, runs, uploads, gateway);
        if (outcomes.values().stream().noneMatch(NodeOutcome::isFailure)) {
            visits.end(made, ambient, gateway);
        }
        return new Solved(lowered, outcomes);
    }

    private LoweredNodes lower(Inputs inputs, Ambient ambient, Gateway gateway)
            throws BuildException, BuildkitException, InterruptedException {
        return LoweredNodes.of(
                plan, inputs, new BaseImages(cache, bench.mirrors()), ambient, gateway);
    }

    private SequencedMap<RecipeId, NodeOutcome> run(
            SequencedMap<RecipeId, String> wanted,
            Map<RecipeId, Lowered> lowered,
            UploadCheck uploads,
            Gateway gateway)
            throws BuildException, InterruptedException {
        NodeRunner.Completion completion =
                (node, took) -> {
                    uploads.verify(LoweredNodes.get(lowered, node.id()));
                    // Where the builder lost a result, it has made nodes anew that are not wanted.
                    uploads.verifyReceived();
                    record(node, took);
                };
        SingleFlight flights = new SingleFlight(nodes, cache, events);
        return new NodeRunner(
                        plan,
                        lowered,
                        gateway,
                        tracker,
                        limits,
                        services,
                        events,
                        new NodeRunner.Handling(
                                flights,
                                completion,
                                (node, failure, step) ->
                                        failed(
                                                node,
                                                failure,
                                                step,
                                                LoweredNodes.get(lowered, node.id()),
                                                gateway),
                                pace,
                                keepsGoing()))
                .run(wanted);
    }

    private void failed(
            PlanNode node, StepFailure failure, FailedStep step, Lowered lowered, Gateway gateway)
            throws BuildException, InterruptedException {
        rescue.save(node, step, lowered, gateway);
        visits.failed(node, failure, step, lowered, gateway);
    }

    /**
     * Runs the steps of nodes that are for builds that push.
     *
     * @param pushing the nodes and why, each after the nodes that it uses
     */
    SequencedMap<RecipeId, NodeOutcome> push(
            SequencedMap<RecipeId, String> pushing, Map<RecipeId, Lowered> lowered)
            throws BuildException, InterruptedException {
        Map<RecipeId, Lowered> pushed = new HashMap<>();
        lowered.forEach((id, node) -> pushed.put(id, node.pushed()));
        UploadCheck uploads = new UploadCheck(this::isUnchanged);
        lowered.values().forEach(uploads::follow);
        try (limits) {
            return bench.builder()
                    .build(
                            tracker.andThen(uploads).andThen(limits).andThen(services),
                            gateway ->
                                    new NodeRunner(
                                                    plan,
                                                    pushed,
                                                    gateway,
                                                    tracker,
                                                    limits,
                                                    services,
                                                    events,
                                                    new NodeRunner.Handling(
                                                            NodeRunner.ALONE,
                                                            (_, _) -> uploads.verifyReceived(),
                                                            (_, _, _) -> {},
                                                            pace,
                                                            keepsGoing()))
                                            .run(pushing));
        } catch (BuildkitException e) {
            throw Failures.of("run the steps that follow a push", e);
        }
    }

    /**
     * Exports results of {@code lowered}; what the builder has lost it makes again, and tells so.
     */
    Exporter exporter(Map<RecipeId, Lowered> lowered) {
        return (export, settings, work) -> {
            UploadCheck uploads = new UploadCheck(this::isUnchanged);
            lowered.values().forEach(uploads::follow);
            var outcome =
                    bench.retry()
                            .run(
                                    () ->
                                            bench.builder()
                                                    .export(
                                                            export,
                                                            settings,
                                                            tracker.andThen(uploads),
                                                            work));
            uploads.verifyReceived();
            return outcome;
        };
    }

    private boolean keepsGoing() {
        return bench.request().conduct().onFailure() == Conduct.OnFailure.KEEP_GOING;
    }

    private boolean isUnchanged(Step.Copy copy) throws BuildException {
        SelectedFiles before = nodes.inputs().files(copy);
        return copy.source() instanceof Step.CopySource.Context context
                && before.sent().isRight()
                && scan.scan(copy, context).content().equals(before.content());
    }

    private void record(PlanNode node, Duration took) throws EnvironmentFailure {
        try {
            ActionRecord result =
                    new ActionRecord(
                            new TreeMap<>(Map.of(Standing.MILLIS, Long.toString(took.toMillis()))),
                            List.of());
            cache.actions().publish(nodes.key(node.id()), result);
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "cache-failed",
                    "the result of `" + node.id() + "` cannot be recorded: " + e,
                    "check permissions and free space of the cache folder",
                    e);
        }
    }
}
