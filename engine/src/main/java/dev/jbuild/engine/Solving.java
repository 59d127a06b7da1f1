package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.GatewayResult;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.engine.base.BaseImages;
import dev.jbuild.engine.context.ContextScan;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Effort;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.lower.Ambient;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.run.FailedStep;
import dev.jbuild.engine.run.Gateways;
import dev.jbuild.engine.run.MergedSteps;
import dev.jbuild.engine.run.NodeRunner;
import dev.jbuild.engine.run.Pace;
import dev.jbuild.engine.run.StepTracker;
import dev.jbuild.engine.run.TimeLimits;
import dev.jbuild.engine.run.UploadCheck;
import dev.jbuild.engine.run.Watch;
import dev.jbuild.engine.service.Services;
import dev.jbuild.engine.solve.Builder;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Has the builder make what is missing, and records what it made. The build stays open for exports
 * until this is closed.
 */
final class Solving implements AutoCloseable {
    private final KeyedPlan nodes;
    private final Plan plan;
    private final DiskCache cache;
    private final Workbench bench;
    private final Consumer<BuildEvent> events;
    private final Watch watch;
    private final Rescue rescue;
    private final Visits visits;
    private final Pace pace;
    private final Placement placement;
    private final Shipments shipments;
    private final Crossings crossings;
    private final Fetches fetches;
    private final UploadCheck received;
    private @Nullable Presence presence;
    private @Nullable Emulation emulation;
    private @Nullable LastingBuild<Solved> open;

    /**
     * @param shipments how files of the project get to builders
     * @param crossings what nodes take from each other from builder to builder
     * @param fetches gets it out of builders
     * @param rescue saves what is delivered of nodes that failed
     * @param visits lets somebody in
     * @param took how long nodes took when they were solved last
     */
    Solving(
            KeyedPlan nodes,
            DiskCache cache,
            ContextScan scan,
            Workbench bench,
            Shipments shipments,
            Crossings crossings,
            Fetches fetches,
            Rescue rescue,
            Visits visits,
            Map<RecipeId, Duration> took) {
        this.placement = bench.placement();
        this.shipments = shipments;
        this.crossings = crossings;
        this.fetches = fetches;
        this.pace = new Pace(bench.request().conduct().atOnce(), placement.sites(), took);
        this.rescue = rescue;
        this.visits = visits;
        this.nodes = nodes;
        this.plan = nodes.plan();
        this.cache = cache;
        this.bench = bench;
        this.events = bench.events();
        this.received = new UploadCheck(new CopiedFiles(nodes.inputs(), scan));
        this.watch =
                new Watch(
                        new MergedSteps(),
                        new StepTracker(events, bench.secrets().mask()),
                        new TimeLimits(),
                        new Services(cache, bench::engine, bench.secrets().mask(), events));
        bench.serve(watch.services());
    }

    /** All nodes in the builder's terms, and how those that were to be solved ended. */
    record Solved(Map<RecipeId, Lowered> lowered, SequencedMap<RecipeId, NodeOutcome> outcomes) {
        boolean isWell() {
            return NodeOutcome.allWell(outcomes.values());
        }
    }

    /**
     * Solves nodes.
     *
     * @param wanted the nodes and why, each after the nodes that it uses
     * @param worked all nodes in which something is run
     * @param pushing the nodes with runs that follow a push
     */
    Solved solve(
            SequencedMap<RecipeId, String> wanted,
            Collection<RecipeId> worked,
            Collection<RecipeId> pushing)
            throws BuildException, InterruptedException {
        Set<Site> sites = sites(worked);
        Presence present = Presence.of(bench, sites, keepsGoing());
        presence = present;
        Demands.requirePresent(plan, worked, pushing, bench, present);
        Abilities.check(plan, placement, present);
        emulation = Emulation.check(plan, wanted.keySet(), placement, present, events);
        if (placement.used().contains(Site.ENGINE)) {
            watch.services().clear();
        }
        Inputs inputs =
                bench.request().allowed().lock() == LockUse.OFFLINE
                        ? Offline.inputs(plan, wanted.keySet(), nodes.inputs(), bench, present)
                        : nodes.inputs();
        try (TimeLimits _ = watch.limits()) {
            // What the first attempt has recorded is not made again.
            LastingBuild<Solved> build =
                    bench.retry()
                            .run(
                                    () ->
                                            LastingBuild.begin(
                                                    stay ->
                                                            solve(
                                                                    wanted, inputs, present, sites,
                                                                    stay)));
            open = build;
            return build.result();
        } catch (BuildkitException e) {
            throw Failures.of("build", e);
        }
    }

    private Solved solve(
            SequencedMap<RecipeId, String> wanted,
            Inputs inputs,
            Presence present,
            Set<Site> sites,
            LastingBuild.Stay<Solved> stay)
            throws BuildException, BuildkitException, InterruptedException {
        Map<Site, Ambient> ambients = present.ambients();
        return JointBuild.run(
                placement,
                present,
                sites,
                watch.ofSolving(),
                build -> {
                    Solved solved = solve(wanted, inputs, ambients, build);
                    return solved.isWell() ? stay.with(solved) : solved;
                });
    }

    /** What was saved of nodes that failed. */
    Rescue rescue() {
        return rescue;
    }

    private Set<Site> sites(Collection<RecipeId> nodes) {
        return nodes.stream()
                .map(placement::of)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Solved solve(
            SequencedMap<RecipeId, String> wanted,
            Inputs inputs,
            Map<Site, Ambient> ambients,
            JointBuild build)
            throws BuildException, BuildkitException, InterruptedException {
        LoweredNodes made = lower(inputs, ambients, build);
        Map<RecipeId, Lowered> lowered = made.all();
        watch.follow(lowered);
        lowered.values().forEach(received::follow);
        watch.services().follow(lowered.values(), exporter(lowered));
        // Whoever asks for results after that finds those of the steps that were done again.
        Map<RecipeId, Lowered> runs =
                bench.request().conduct().reuse() == Conduct.Reuse.NOTHING
                        ? lower(inputs, doneAgain(ambients), build).all()
                        : lowered;
        SequencedMap<RecipeId, NodeOutcome> outcomes = run(wanted, lowered, runs, build);
        Solved solved = new Solved(lowered, outcomes);
        if (solved.isWell()) {
            visits.end(made, gateways(build, lowered), watch.services());
        }
        return solved;
    }

    private static Map<Site, Ambient> doneAgain(Map<Site, Ambient> ambients) {
        Map<Site, Ambient> again = new HashMap<>();
        ambients.forEach((site, ambient) -> again.put(site, ambient.forStepsDoneAgain()));
        return again;
    }

    private LoweredNodes lower(Inputs inputs, Map<Site, Ambient> ambients, JointBuild build)
            throws BuildException, BuildkitException, InterruptedException {
        return LoweredNodes.of(
                nodes,
                inputs,
                shipments,
                placement,
                crossings,
                new BaseImages(cache, bench.mirrors()),
                ambients,
                build);
    }

    private SequencedMap<RecipeId, NodeOutcome> run(
            SequencedMap<RecipeId, String> wanted,
            Map<RecipeId, Lowered> lowered,
            Map<RecipeId, Lowered> runs,
            JointBuild build)
            throws BuildException, InterruptedException {
        NodeRunner.Completion completion =
                (node, effort) -> {
                    // All, since a builder that lost a result makes nodes anew that are not wanted.
                    received.verifyReceived();
                    record(node, effort);
                };
        SingleFlight flights = new SingleFlight(nodes, cache, events);
        SequencedMap<RecipeId, String> placed = new LinkedHashMap<>(wanted);
        if (placement.isSpread()) {
            placed.replaceAll((node, why) -> why + "; " + placement.of(node).where());
        }
        return runner(
                        runs,
                        gateways(build, lowered),
                        new NodeRunner.Handling(
                                flights,
                                completion,
                                (node, failure, step) ->
                                        failed(
                                                node,
                                                failure,
                                                step,
                                                LoweredNodes.get(runs, node.id()),
                                                build.of(node.id())),
                                pace,
                                keepsGoing()))
                .run(placed);
    }

    private NodeRunner runner(
            Map<RecipeId, Lowered> runs, Gateways gateways, NodeRunner.Handling handling) {
        return new NodeRunner(plan, runs, gateways, watch, events, handling);
    }

    /** What is taken from other builders is at hand before the node is solved. */
    private Gateways gateways(JointBuild build, Map<RecipeId, Lowered> lowered) {
        return node -> {
            Gateway gateway = build.of(node.id());
            crossings.bring(node, fetches, nodes.source(lowered), singleExporter(lowered));
            return gateway;
        };
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
        Set<Site> sites = sites(pushing.keySet());
        try (TimeLimits _ = watch.limits()) {
            return JointBuild.run(
                    placement,
                    Presence.of(bench, sites, keepsGoing()),
                    sites,
                    watch.ofSolving(),
                    build ->
                            runner(
                                            pushed,
                                            gateways(build, lowered),
                                            new NodeRunner.Handling(
                                                    NodeRunner.ALONE,
                                                    (_, _) -> received.verifyReceived(),
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
        return (of, export, work) ->
                bench.retry().run(() -> singleExporter(lowered).export(of, export, work));
    }

    /** The same without trying again. */
    private Exporter singleExporter(Map<RecipeId, Lowered> lowered) {
        return (of, export, work) -> {
            for (RecipeId node : of) {
                crossings.bring(
                        plan.node(node), fetches, nodes.source(lowered), singleExporter(lowered));
            }
            var outcome =
                    builder(of.iterator().next())
                            .export(
                                    export,
                                    watch.ofExporting(),
                                    gateway -> {
                                        GatewayResult result = work.run(gateway);
                                        // Before it leaves the builder.
                                        received.verifyReceived();
                                        return result;
                                    });
            received.verifyReceived();
            return outcome;
        };
    }

    private Builder builder(RecipeId node) throws EnvironmentFailure, InterruptedException {
        Presence known = presence;
        Site site = placement.of(node);
        return known == null ? bench.builder(site) : known.builder(site);
    }

    private boolean keepsGoing() {
        return bench.request().conduct().onFailure() == Conduct.OnFailure.KEEP_GOING;
    }

    private void record(PlanNode node, Effort effort) throws EnvironmentFailure {
        try {
            ActionRecord result = new ActionRecord(Standing.facts(effort), List.of());
            cache.actions().publish(nodes.key(node.id()), result);
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "cache-failed",
                    "the result of `" + node.id() + "` cannot be recorded: " + e,
                    "check permissions and free space of the cache folder",
                    e);
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
        if (emulation != null) {
            emulation.tellCost(watch.tracker());
        }
    }
}
