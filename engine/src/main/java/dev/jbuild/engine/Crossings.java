package dev.jbuild.engine;

import dev.jbuild.buildkit.llb.LocalSource;
import dev.jbuild.buildkit.session.LocalDirectory;
import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.atomic.Folders;
import dev.jbuild.engine.lower.Facts;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.output.FilesOutput;
import dev.jbuild.engine.output.LostArtifactException;
import dev.jbuild.engine.output.Source;
import dev.jbuild.engine.plan.ArtifactPath;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * What nodes take from nodes that another builder makes. It comes into the store, once for a build,
 * and from there to every builder that asks for it, as a folder of this machine would. So its
 * owners and times stay behind.
 */
final class Crossings implements AutoCloseable {
    private final Plan plan;
    private final Placement placement;
    private final Path room;
    private final Map<RecipeId, Set<Output.Files>> taken = new LinkedHashMap<>();
    private final Map<Output.Files, FutureTask<Path>> brought = new ConcurrentHashMap<>();

    /**
     * @param room a folder that need not be there, for this build alone
     */
    Crossings(Plan plan, Placement placement, Path room) {
        this.plan = plan;
        this.placement = placement;
        this.room = room;
        if (placement.isSpread()) {
            for (Recipe recipe : plan.recipes()) {
                copies(recipe).forEach(copy -> add(recipe.id(), copy));
            }
        }
    }

    private void add(RecipeId taker, Step.Copy copy) {
        if (copy.source() instanceof Step.CopySource.Artifact(RecipeId from, String path)
                && crosses(from, placement.of(taker))) {
            taken.computeIfAbsent(taker, _ -> new LinkedHashSet<>()).add(artifact(from, path));
        }
    }

    private static Stream<Step.Copy> copies(Recipe recipe) {
        return recipe.steps().stream()
                .flatMap(
                        step ->
                                switch (step) {
                                    case Step.Copy copy -> Stream.of(copy);
                                    case Step.Run run -> run.mounts().stream();
                                    default -> Stream.of();
                                });
    }

    /** Whether a node is made elsewhere. */
    boolean crosses(RecipeId from, Site site) {
        return !placement.of(from).equals(site);
    }

    /** The artifact that a reference is of, as if it were delivered by its folder here. */
    private Output.Files artifact(RecipeId from, String reference) {
        Recipe recipe = plan.node(from).recipe();
        List<Step.Artifact> declared =
                recipe.steps().stream()
                        .filter(Step.Artifact.class::isInstance)
                        .map(Step.Artifact.class::cast)
                        .toList();
        String path =
                Lowered.declared(declared.stream().map(Step.Artifact::path).toList(), reference);
        Step.Artifact step =
                declared.stream().filter(a -> a.path().equals(path)).findFirst().orElseThrow();
        String name = Digest.of((from + "\0" + path).getBytes(StandardCharsets.UTF_8)).hex();
        return new Output.Files(from, path, "from-builder-" + name, step.span());
    }

    /** What a session offers, so that builders can receive all of it. */
    List<LocalDirectory> directories() {
        return taken.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .map(files -> new LocalDirectory(files.destination(), folder(files)))
                .toList();
    }

    private Path folder(Output.Files files) {
        return room.resolve(files.destination());
    }

    /**
     * Files of a node, as another builder receives them.
     *
     * @param node as its own builder makes it
     * @param key of it, since a build of another moment must not be taken for this one
     */
    Facts.Brought received(RecipeId from, String reference, Lowered node, ActionKey key) {
        Output.Files files = artifact(from, reference);
        ArtifactPath artifact = FilesOutput.artifact(files, node);
        String place = artifact.place();
        String below = node.path(reference).substring(place.length() == 1 ? 0 : place.length());
        String name = files.destination();
        return new Facts.Brought(
                new LocalSource(name, name, key.hex()), "/" + baseName(artifact) + below);
    }

    /** A file keeps its name where it is copied into a folder. */
    private static String baseName(ArtifactPath artifact) {
        String name = artifact.name();
        return name.isEmpty() ? "root" : name;
    }

    /** Has what is known of them come out of their builders again. */
    void forget(FilesOutput files, Source source) throws IOException {
        for (Set<Output.Files> all : taken.values()) {
            for (Output.Files one : all) {
                files.forget(one, source.key(one.node()));
            }
        }
    }

    /**
     * Makes sure that a builder which makes a node can receive all that it may ask for: also what
     * the nodes took that this one starts from, since it may have lost them.
     */
    void bring(PlanNode node, Fetches fetches, Source source, Exporter exporter)
            throws BuildException, InterruptedException {
        for (RecipeId maker : madeTogether(node)) {
            for (Output.Files files : taken.getOrDefault(maker, Set.of())) {
                FutureTask<Path> task =
                        brought.computeIfAbsent(
                                files,
                                _ ->
                                        new FutureTask<>(
                                                () -> bring(files, fetches, source, exporter)));
                task.run();
                boolean there = false;
                try {
                    await(task);
                    there = true;
                } finally {
                    if (!there) {
                        // Whoever tries again tries anew.
                        brought.remove(files, task);
                    }
                }
            }
        }
    }

    private Set<RecipeId> madeTogether(PlanNode node) {
        Set<RecipeId> together = new HashSet<>();
        Deque<RecipeId> open = new ArrayDeque<>(List.of(node.id()));
        while (!open.isEmpty()) {
            RecipeId next = open.pop();
            if (placement.of(next).equals(placement.of(node.id())) && together.add(next)) {
                open.addAll(plan.node(next).uses());
            }
        }
        return together;
    }

    private Path bring(Output.Files files, Fetches fetches, Source source, Exporter exporter)
            throws BuildException, InterruptedException, IOException {
        Path folder = Files.createDirectories(folder(files));
        Path place =
                folder.resolve(baseName(FilesOutput.artifact(files, source.lowered(files.node()))));
        try {
            fetches.write(files, place, source, exporter);
        } catch (UserMistake e) {
            if (!e.diagnostics().getFirst().code().equals(FilesOutput.NO_SUCH_ARTIFACT)) {
                throw e;
            }
            // The copy says so itself, or does without.
        } catch (LostArtifactException e) {
            throw e.lostAgain();
        }
        return folder;
    }

    private static void await(FutureTask<Path> task) throws BuildException, InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case BuildException failure -> throw failure;
                case InterruptedException stop -> throw stop;
                case IOException failure ->
                        throw new EnvironmentFailure(
                                "cache-failed",
                                "files cannot be passed on from builder to builder: " + failure,
                                "check permissions and free space of the cache folder",
                                failure);
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        Folders.delete(room);
    }
}
