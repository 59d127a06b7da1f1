package dev.jbuild.engine;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.engine.context.ContextScan;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.Planner;
import dev.jbuild.engine.why.Reason;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * Goes the way of a build up to where something would be done. It writes nothing but the index of
 * digests, and asks the engine for nothing but its images.
 */
final class Preview {
    private Preview() {}

    static Explanation of(BuildRequest request) throws BuildException, InterruptedException {
        Plan plan = Planner.plan(request.project());
        Demands demands = Demands.of(plan, request.allowed().push());
        try (Contact contact = new Contact(request);
                Workbench bench =
                        new Workbench(
                                request,
                                contact,
                                Placement.of(plan, contact.builders()),
                                List.of(),
                                demands,
                                event -> {})) {
            DiskCache cache = Build.openCache(request, event -> {});
            FileDigests digests = Build.openDigests(request, cache);
            KeyedPlan nodes = KeyedPlan.of(plan, inputs(plan, cache, digests, bench));
            digests.save();
            Standing standing = Standing.of(nodes, cache.actions());
            Chronicle chronicle = new Chronicle(request, nodes, cache, bench.secrets().mask());
            return new Explanation(
                    plan,
                    chronicle.verdicts(standing),
                    outputs(
                            standing,
                            new OutputStates(Outlets.of(Aim.DELIVER, nodes, cache, digests, bench)),
                            plan),
                    bench.placement());
        } catch (IOException e) {
            throw Build.cacheFailure(request.cache().state(), e);
        }
    }

    /** What the nodes read from outside, as far as it can be told without asking anybody. */
    static Inputs inputs(Plan plan, DiskCache cache, FileDigests digests, Workbench bench)
            throws BuildException, IOException {
        BuildRequest request = bench.request();
        Map<Step.Copy, SelectedFiles> files =
                Survey.files(plan, new ContextScan(request.folders(), digests));
        Map<Dockerfiles.Use, DockerfileText> dockerfiles =
                Dockerfiles.read(plan.recipes(), request.folders(), (file, content) -> {});
        LockedNames.Meanings meanings =
                new LockedNames(request, cache, request.allowed().lock(), bench)
                        .known(LockedNames.Uses.of(plan.recipes(), dockerfiles));
        return new Inputs(
                files,
                dockerfiles,
                meanings.images(),
                meanings.commits(),
                meanings.downloads(),
                UUID.randomUUID().toString());
    }

    private static SequencedMap<Output, Reason> outputs(
            Standing standing, OutputStates states, Plan plan)
            throws BuildException, InterruptedException, IOException {
        SequencedMap<Output, Reason> due = new LinkedHashMap<>();
        for (Output output : plan.outputs()) {
            if (output.allNodes().stream().noneMatch(standing.wanted()::containsKey)) {
                Optional<String> missing = states.missing(output);
                missing.ifPresent(what -> due.put(output, new Reason(Reason.Kind.OUTPUT, what)));
            }
        }
        return due;
    }
}
