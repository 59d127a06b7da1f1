package dev.jbuild.engine;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.parallel.Each;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.secret.Mask;
import dev.jbuild.engine.why.Given;
import dev.jbuild.engine.why.Ingredients;
import dev.jbuild.engine.why.Memories;
import dev.jbuild.engine.why.Memory;
import dev.jbuild.engine.why.Reason;
import dev.jbuild.engine.why.Reasons;
import dev.jbuild.engine.why.Verdict;
import dev.jbuild.model.Digest;
import dev.jbuild.model.RecipeId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Says why nodes are built, and keeps what has to be known to say so the next time. */
final class Chronicle {
    private final KeyedPlan nodes;
    private final Memories memories;
    private final ActionCache actions;
    private final InstantSource clock;
    private final Mask mask;
    private final Given given;
    private final Map<Digest, Tree> trees = new HashMap<>();
    private final Reasons reasons;

    /**
     * @param mask takes the values of secrets out of what is kept
     */
    Chronicle(BuildRequest request, KeyedPlan nodes, DiskCache cache, Mask mask) {
        this.nodes = nodes;
        this.memories = new Memories(request.root(), cache);
        this.actions = cache.actions();
        this.clock = InstantSource.system();
        this.mask = mask;
        this.given = Given.of(request.arguments(), request.evaluation(), request.root(), mask);
        for (SelectedFiles files : nodes.inputs().files().values()) {
            trees.put(files.content(), files.tree());
        }
        this.reasons = new Reasons(memories, trees, given, request.session().environment());
    }

    /** Why the nodes that are to be solved are. */
    SequencedMap<RecipeId, List<Reason>> reasons(Standing standing) throws IOException {
        SequencedMap<RecipeId, List<Reason>> found = new LinkedHashMap<>();
        for (Map.Entry<RecipeId, Lookup.Miss> want : standing.wanted().entrySet()) {
            RecipeId id = want.getKey();
            found.put(id, reasons.of(memories.find(id), ingredients(id), want.getValue().reason()));
        }
        return found;
    }

    /** How long nodes took when they were solved last, as far as that is known. */
    Map<RecipeId, Duration> took(Set<RecipeId> wanted) throws IOException {
        Map<RecipeId, Duration> took = new HashMap<>();
        for (RecipeId id : wanted) {
            Optional<Memory> memory = memories.find(id);
            if (memory.isPresent()
                    && actions.find(memory.get().last().key()) instanceof Lookup.Hit last) {
                took.put(id, Standing.took(last));
            }
        }
        return took;
    }

    /** What a build would do about each node. */
    SequencedMap<RecipeId, Verdict> verdicts(Standing standing) throws IOException {
        SequencedMap<RecipeId, List<Reason>> due = reasons(standing);
        SequencedMap<RecipeId, Verdict> verdicts = new LinkedHashMap<>();
        for (RecipeId id : nodes.plan().nodes().keySet()) {
            List<Reason> why = due.get(id);
            if (why != null) {
                verdicts.put(id, new Verdict.Solve(why));
            } else if (standing.results().get(id) instanceof Lookup.Hit) {
                Optional<Memory.Made> made = memories.find(id).flatMap(Memory::made);
                verdicts.put(id, new Verdict.Reuse(standing.saved(id), made));
            } else {
                verdicts.put(id, new Verdict.Leave());
            }
        }
        return verdicts;
    }

    /**
     * Keeps what the results of a build were made of.
     *
     * @param why the reasons of the nodes that were to be solved
     */
    void remember(Map<RecipeId, NodeOutcome> outcomes, Map<RecipeId, List<Reason>> why)
            throws IOException {
        Each.of(
                List.copyOf(outcomes.entrySet()),
                outcome -> {
                    RecipeId id = outcome.getKey();
                    switch (outcome.getValue()) {
                        case NodeOutcome.Built _ -> remember(id, made(why.get(id)));
                        case NodeOutcome.Reused _ -> remember(id, Optional.empty());
                        case NodeOutcome.Failed _, NodeOutcome.Skipped _ -> {}
                    }
                });
    }

    private Optional<Memory.Made> made(@Nullable List<Reason> why) {
        return Optional.ofNullable(why)
                .map(
                        reasons ->
                                new Memory.Made(
                                        clock.instant(),
                                        reasons.stream().map(Reason::text).toList()));
    }

    /**
     * @param made empty for a node that was reused
     */
    private void remember(RecipeId id, Optional<Memory.Made> made) throws IOException {
        Optional<Memory> before = memories.find(id);
        Memory now =
                new Memory(ingredients(id), given, made.or(() -> before.flatMap(Memory::made)));
        if (!before.equals(Optional.of(now))) {
            memories.keep(id, now, trees);
        }
    }

    private Ingredients ingredients(RecipeId id) {
        return Ingredients.of(
                nodes.plan().node(id).recipe(),
                nodes.key(id),
                nodes.facts(),
                nodes.inputs()::image,
                mask);
    }
}
