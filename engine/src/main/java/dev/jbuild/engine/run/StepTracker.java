package dev.jbuild.engine.run;

import dev.jbuild.buildkit.Progress;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.lower.StepId;
import dev.jbuild.engine.secret.Mask;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Tells the builder's progress in terms of steps.
 *
 * <p>An operation may start and complete several times, for instance when a layer is pulled late;
 * only the first time is told. Builds that share operations are told of them each, so of what steps
 * print and of warnings the same is passed on once. Guarded by its own lock, under which events are
 * delivered in order.
 */
public final class StepTracker implements Consumer<Progress> {
    private final Consumer<BuildEvent> events;
    private final Mask mask;
    private final Map<OpDigest, StepId> steps = new HashMap<>();
    private final Map<OpDigest, LineBuffer> output = new HashMap<>();
    private final Set<OpDigest> started = new HashSet<>();
    private final Set<OpDigest> finished = new HashSet<>();
    private final Map<RecipeId, Set<Integer>> executed = new HashMap<>();
    private final Map<Place, Duration> durations = new HashMap<>();
    private @Nullable OpDigest lastFailed;

    private final Set<Progress> warnings = new HashSet<>();
    private final Set<Print> prints = new HashSet<>();

    private record Place(RecipeId recipe, int index) {}

    /** By its time, a piece of output is known again in another build. */
    private record Print(OpDigest vertex, Progress.Stream stream, Instant at, int size) {}

    /**
     * @param mask keeps secrets out of what is told
     */
    public StepTracker(Consumer<BuildEvent> events, Mask mask) {
        this.events = events;
        this.mask = mask;
    }

    /** Makes the operations of a recipe known. */
    public synchronized void follow(Lowered lowered) {
        steps.putAll(lowered.steps());
    }

    @Override
    public synchronized void accept(Progress progress) {
        StepId step = steps.get(progress.vertex());
        if (step != null) {
            tell(progress, step);
        }
    }

    private void tell(Progress progress, StepId step) {
        OpDigest vertex = progress.vertex();
        switch (progress) {
            case Progress.VertexStarted _ -> {
                if (started.add(vertex)) {
                    events.accept(
                            new BuildEvent.StepStarted(
                                    step.recipe(), step.index(), step.description()));
                }
            }
            case Progress.VertexCached _ -> finish(vertex, step, Duration.ZERO, true);
            case Progress.VertexCompleted completed ->
                    finish(
                            vertex,
                            step,
                            Duration.between(completed.started(), completed.completed()),
                            false);
            case Progress.VertexFailed _ -> {
                lines(vertex, step).flush();
                lastFailed = vertex;
                notifyAll();
            }
            case Progress.LogChunk(var _, var stream, var bytes, var at) -> {
                byte[] text = bytes.toArray();
                if (prints.add(new Print(vertex, stream, at, text.length))) {
                    lines(vertex, step).add(stream, text);
                }
            }
            case Progress.Warning warning -> {
                if (warnings.add(warning)) {
                    events.accept(
                            new BuildEvent.Notice(
                                    step.recipe() + ": " + mask.apply(warning.message())));
                }
            }
            case Progress.VertexKnown _, Progress.TransferStatus _ -> {}
        }
    }

    private void finish(OpDigest vertex, StepId step, Duration took, boolean cached) {
        lines(vertex, step).flush();
        output.remove(vertex);
        if (finished.add(vertex)) {
            notifyAll();
            if (!cached) {
                executed.computeIfAbsent(step.recipe(), recipe -> new HashSet<>())
                        .add(step.index());
                durations.merge(new Place(step.recipe(), step.index()), took, Duration::plus);
            }
            events.accept(
                    new BuildEvent.StepFinished(
                            step.recipe(), step.index(), step.description(), took, cached));
        }
    }

    private LineBuffer lines(OpDigest vertex, StepId step) {
        return output.computeIfAbsent(
                vertex,
                v ->
                        new LineBuffer(
                                mask::apply,
                                line ->
                                        events.accept(
                                                new BuildEvent.StepOutput(
                                                        step.recipe(), step.index(), line))));
    }

    /** The operation; without one, the one that failed last. */
    synchronized Optional<OpDigest> failedOperation(Optional<OpDigest> vertex) {
        return vertex.or(() -> Optional.ofNullable(lastFailed));
    }

    /** The step behind an operation; without one, the step that failed last. */
    synchronized Optional<StepId> failed(Optional<OpDigest> vertex) {
        return failedOperation(vertex).map(steps::get);
    }

    /**
     * What an operation that failed has printed; without one, what the one printed that failed
     * last.
     */
    synchronized List<String> output(Optional<OpDigest> vertex) {
        return failedOperation(vertex)
                .map(output::get)
                .map(
                        lines -> {
                            lines.flush();
                            return lines.all();
                        })
                .orElse(List.of());
    }

    /** A text without the values of secrets. */
    String masked(String text) {
        return mask.apply(text);
    }

    /**
     * Waits until it is told that an operation has ended, and with that of all before it: the
     * builder may answer earlier than it tells what it did. But no longer than this.
     */
    synchronized void awaitEnd(OpDigest last, Duration patience) throws InterruptedException {
        await(() -> !steps.containsKey(last) || finished.contains(last), patience);
    }

    /** Waits until it is told that an operation has failed. But no longer than this. */
    synchronized void awaitFailure(Duration patience) throws InterruptedException {
        await(() -> lastFailed != null, patience);
    }

    private synchronized void await(BooleanSupplier told, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!told.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /**
     * How many steps of a recipe the builder did not have already. A step may take several
     * operations.
     */
    synchronized int executed(RecipeId recipe) {
        return executed.getOrDefault(recipe, Set.of()).size();
    }

    /** How long the runs of a recipe took, and whatever else is done by a processor of its kind. */
    public synchronized Duration ran(Recipe recipe) {
        Duration total = Duration.ZERO;
        for (int i = 0; i < recipe.steps().size(); i++) {
            Step step = recipe.steps().get(i);
            if (step instanceof Step.Run
                    || step instanceof Step.From(Step.Base.Dockerfile _, var _)) {
                total =
                        total.plus(
                                durations.getOrDefault(new Place(recipe.id(), i), Duration.ZERO));
            }
        }
        return total;
    }
}
