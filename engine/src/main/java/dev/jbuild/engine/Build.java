package dev.jbuild.engine;

import dev.jbuild.cache.atomic.Strays;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.engine.context.ContextScan;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.lower.Descriptions;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.plan.Planner;
import dev.jbuild.engine.shell.Visit;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.engine.why.Reason;
import dev.jbuild.model.Digest;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One build, from request to report: plan, survey what is read, key every node, look up, solve what
 * is missing, deliver.
 */
final class Build {
    private final BuildRequest request;
    private final Aim aim;
    private final Consumer<BuildEvent> events;
    private final Visit visit;
    private final Plan plan;
    private final DiskCache cache;
    private final FileDigests digests;
    private final ContextScan scan;

    /** Whether the cache takes anything. One that does not still has results. */
    private final boolean keeping;

    private Build(
            BuildRequest request, Aim aim, Consumer<BuildEvent> events, Visit visit, Plan plan)
            throws IOException {
        this.request = request;
        this.aim = aim;
        this.visit = visit;
        this.events = events;
        this.plan = plan;
        this.cache = openCache(request, events);
        this.digests = openDigests(request, cache);
        this.scan = new ContextScan(request.folders(), digests);
        this.keeping = Files.isWritable(request.cache().state());
        if (!keeping) {
            events.accept(
                    new BuildEvent.Notice(
                            "cache: `"
                                    + request.cache().state()
                                    + "` cannot be written, so nothing is kept of this build"));
        }
    }

    static DiskCache openCache(BuildRequest request, Consumer<BuildEvent> events)
            throws IOException {
        return DiskCache.open(
                request.cache().state(),
                damage ->
                        events.accept(
                                new BuildEvent.Notice(
                                        "cache: "
                                                + damage.problem()
                                                + "; removed "
                                                + damage.file())));
    }

    static FileDigests openDigests(BuildRequest request, DiskCache cache) throws IOException {
        return FileDigests.open(cache.stateFile(indexName(request.root())), InstantSource.system());
    }

    static BuildReport run(BuildRequest request, Aim aim, Consumer<BuildEvent> events, Visit visit)
            throws BuildException, InterruptedException {
        long start = System.nanoTime();
        Plan plan = Planner.plan(request.project());
        Demands.of(plan, request.allowed().push()).requireRights(request.allowed().privileged());
        events.accept(new BuildEvent.Planned(List.copyOf(plan.nodes().keySet())));
        plan.withheld().forEach(step -> events.accept(new BuildEvent.Notice(withheld(step))));
        try (Contact contact = new Contact(request)) {
            Placement placement = Placement.of(plan, contact.builders());
            contact.begin(placement.used());
            Build build = new Build(request, aim, events, visit, plan);
            BuildReport report;
            try {
                report = build.run(start, contact, placement);
            } finally {
                build.saveIndex();
            }
            if (build.keeping) {
                CacheKeeping.afterBuild(request, build.cache, events);
            }
            return report;
        } catch (IOException e) {
            throw cacheFailure(request.cache().state(), e);
        }
    }

    private BuildReport run(long start, Contact contact, Placement placement)
            throws BuildException, InterruptedException, IOException {
        Map<Step.Copy, SelectedFiles> files = Survey.files(plan, scan);
        CopiedOutputs.notices(plan.outputs(), files)
                .forEach(text -> events.accept(new BuildEvent.Notice(text)));
        Demands demands = Demands.of(plan, request.allowed().push());
        String id = UUID.randomUUID().toString();
        Shipments shipments = Shipments.of(plan, files.values(), id);
        try (Crossings crossings =
                        new Crossings(plan, placement, Strays.name(cache.stateFile("staging")));
                Workbench bench =
                        new Workbench(
                                request,
                                contact,
                                placement,
                                Stream.concat(
                                                shipments.directories().stream(),
                                                crossings.directories().stream())
                                        .toList(),
                                demands,
                                events)) {
            LockedNames names = new LockedNames(request, cache, request.allowed().lock(), bench);
            Findings findings = new Findings(digests);
            Map<Dockerfiles.Use, DockerfileText> dockerfiles =
                    Dockerfiles.read(
                            plan.recipes(),
                            request.folders(),
                            (file, content) -> findings.file(file, Optional.of(content)));
            LockedNames.Meanings meanings =
                    names.find(LockedNames.Uses.of(plan.recipes(), dockerfiles), findings);
            Inputs inputs =
                    new Inputs(
                            files,
                            dockerfiles,
                            meanings.images(),
                            meanings.commits(),
                            meanings.downloads(),
                            id);
            KeyedPlan nodes = KeyedPlan.of(plan, inputs);
            Outlets outlets = Outlets.of(aim, nodes, cache, digests, bench);
            OutputStates states = new OutputStates(outlets);
            Deliveries deliveries = new Deliveries(outlets, states, cache.turns(), bench);
            boolean anew = request.conduct().reuse() == Conduct.Reuse.NOTHING;
            if (anew) {
                nodes.forget(cache.actions());
                states.forget();
                crossings.forget(outlets.files(), nodes.source(Map.of()));
                cache.beginEra();
            }
            findings.file(cache.era());
            Standing standing = Standing.of(nodes, cache.actions());
            Chronicle chronicle = new Chronicle(request, nodes, cache, bench.secrets().mask());
            SequencedMap<RecipeId, List<Reason>> wanted = chronicle.reasons(standing);
            if (anew) {
                wanted.replaceAll((node, why) -> List.of(Reason.ANEW));
            }
            SequencedMap<RecipeId, NodeOutcome> outcomes = reused(standing);
            SequencedMap<RecipeId, String> pushing = pushing();
            Optional<List<Delivery>> delivered =
                    wanted.isEmpty() && pushing.isEmpty() && delivers()
                            ? deliveries.deliverWithoutBuilder()
                            : Optional.empty();
            if (delivered.isEmpty()) {
                ForeignRuns.requireGiven(plan, worked(wanted.keySet()), request);
                ForeignRuns.requireGiven(plan, pushing.keySet(), request);
                try (Solving solving =
                        new Solving(
                                nodes,
                                cache,
                                scan,
                                bench,
                                shipments,
                                crossings,
                                deliveries.fetches(),
                                new Rescue(plan, outlets.files(), events),
                                new Visits(visit, plan, request.goal(), events),
                                chronicle.took(wanted.keySet()))) {
                    delivered =
                            solve(
                                    solving,
                                    wanted,
                                    pushing,
                                    new SizeChecks(outlets, cache.stateFile("staging"), events),
                                    deliveries,
                                    outcomes);
                } catch (BuildException e) {
                    // What was made has been made, though it could not be delivered.
                    remember(chronicle, outcomes, wanted);
                    throw e;
                }
            }
            remember(chronicle, outcomes, wanted);
            BuildReport report =
                    new BuildReport(
                            inOrder(outcomes),
                            delivered.orElse(List.of()),
                            Duration.ofNanos(System.nanoTime() - start));
            if (!report.succeeded() || !delivers() || isDueAgain(nodes)) {
                return report;
            }
            new SelectionReview(scan, files).tell(findings);
            new Testimony(outlets, deliveries.published(), bench).tell(findings);
            return report.with(findings.evidence());
        }
    }

    /**
     * Has the builder do what is to be done, and delivers.
     *
     * @param outcomes gets those of the nodes that were solved
     * @return what was delivered; empty when nothing was to be
     */
    private Optional<List<Delivery>> solve(
            Solving solving,
            SequencedMap<RecipeId, List<Reason>> wanted,
            SequencedMap<RecipeId, String> pushing,
            SizeChecks sizes,
            Deliveries deliveries,
            SequencedMap<RecipeId, NodeOutcome> outcomes)
            throws BuildException, InterruptedException, IOException {
        Solving.Solved solved =
                solving.solve(lines(wanted), worked(wanted.keySet()), pushing.keySet());
        outcomes.putAll(solved.outcomes());
        if (!delivers()) {
            return Optional.empty();
        }
        Exporter exporter = solving.exporter(solved.lowered());
        if (NodeOutcome.allWell(outcomes.values())) {
            outcomes.putAll(sizes.tooLarge(solved.lowered(), exporter));
        } else if (request.conduct().onFailure() == Conduct.OnFailure.KEEP_GOING) {
            outcomes.putAll(sizes.alsoTooLarge(outcomes, solved.lowered(), exporter));
        }
        if (!NodeOutcome.allWell(outcomes.values())) {
            return Optional.of(
                    deliveries.deliverAlways(
                            outcomes, solving.rescue(), solved.lowered(), exporter));
        }
        List<Delivery> delivered = deliveries.deliverWith(solved.lowered(), exporter);
        if (!pushing.isEmpty()) {
            outcomes.putAll(solving.push(pushing, solved.lowered()));
        }
        return Optional.of(delivered);
    }

    /** Whether some node is due in every build. */
    private boolean isDueAgain(KeyedPlan nodes) throws IOException {
        return !Standing.of(nodes.ofNextBuild(), cache.actions()).wanted().isEmpty();
    }

    private boolean delivers() {
        return !(visit instanceof Visit.AtEnd);
    }

    /** The nodes in which something is run. */
    private Set<RecipeId> worked(Set<RecipeId> wanted) {
        Set<RecipeId> worked = new HashSet<>(wanted);
        if (visit instanceof Visit.AtEnd) {
            worked.addAll(plan.requested());
        }
        return worked;
    }

    private static String withheld(Step step) {
        return "`"
                + Descriptions.of(step)
                + "` ("
                + step.span()
                + ") is not delivered: a target of another repository puts no files here; copy its"
                + " artifact in a target of this project";
    }

    /** Without it, files have to be read again, which is no reason for a build to fail. */
    private void saveIndex() {
        if (!keeping) {
            return;
        }
        try {
            digests.save();
        } catch (IOException e) {
            events.accept(new BuildEvent.Notice("cache: digests of files are not kept: " + e));
        }
    }

    /** Every project has a file index of its own. */
    private static String indexName(Path root) {
        return "files-" + Digest.of(root.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** Without it, the next build cannot say what has changed, and that is all. */
    private void remember(
            Chronicle chronicle,
            Map<RecipeId, NodeOutcome> outcomes,
            Map<RecipeId, List<Reason>> wanted) {
        if (!keeping) {
            return;
        }
        try {
            chronicle.remember(outcomes, wanted);
        } catch (IOException e) {
            events.accept(
                    new BuildEvent.Notice("cache: what results were made of is not kept: " + e));
        }
    }

    private static SequencedMap<RecipeId, String> lines(
            SequencedMap<RecipeId, List<Reason>> reasons) {
        SequencedMap<RecipeId, String> lines = new LinkedHashMap<>();
        reasons.forEach((node, why) -> lines.put(node, Reason.line(why)));
        return lines;
    }

    /** The nodes with steps that follow a push, where there is one. */
    private SequencedMap<RecipeId, String> pushing() {
        SequencedMap<RecipeId, String> pushing = new LinkedHashMap<>();
        for (PlanNode node : plan.nodes().values()) {
            if (request.allowed().push()
                    && plan.requested().contains(node.id())
                    && Demands.runs(node.recipe()).anyMatch(Demands::isOnPush)) {
                pushing.put(node.id(), "it has steps that follow a push");
            }
        }
        return pushing;
    }

    private SequencedMap<RecipeId, NodeOutcome> reused(Standing standing) {
        SequencedMap<RecipeId, NodeOutcome> reused = new LinkedHashMap<>();
        for (RecipeId id : plan.nodes().keySet()) {
            if (!standing.wanted().containsKey(id)) {
                NodeOutcome outcome = new NodeOutcome.Reused(standing.saved(id));
                reused.put(id, outcome);
                events.accept(new BuildEvent.NodeFinished(id, outcome));
            }
        }
        return reused;
    }

    private SequencedMap<RecipeId, NodeOutcome> inOrder(Map<RecipeId, NodeOutcome> outcomes) {
        SequencedMap<RecipeId, NodeOutcome> ordered = new LinkedHashMap<>();
        for (RecipeId id : plan.nodes().keySet()) {
            NodeOutcome outcome = outcomes.get(id);
            if (outcome != null) {
                ordered.put(id, outcome);
            }
        }
        return ordered;
    }

    static EnvironmentFailure cacheFailure(Path state, IOException e) {
        return new EnvironmentFailure(
                "cache-failed",
                "the cache in `" + state + "` cannot be used: " + e,
                "check permissions and free space, or name another folder in JBUILD_HOME",
                e);
    }
}
