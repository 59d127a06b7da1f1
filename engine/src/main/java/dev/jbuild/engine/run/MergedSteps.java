package dev.jbuild.engine.run;

import dev.jbuild.buildkit.Progress;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.lower.StepId;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Operations of other builds that the builder does in place of ours. When it finds that two builds
 * wait for the same operation on the same content, it does that once, and tells both of it under
 * the digest of the build that came first (BuildKit's {@code solver/jobs.go}, {@code setEdge}).
 * That digest is another one than ours, since each build has uploads of its own; the name is the
 * same. Safe for use by many threads.
 */
public final class MergedSteps {
    private final Map<OpDigest, StepId> ours = new HashMap<>();
    private final Map<String, List<OpDigest>> byName = new HashMap<>();
    private final Map<OpDigest, OpDigest> inPlaceOf = new HashMap<>();
    private final Set<OpDigest> begun = new HashSet<>();

    /** Makes the operations of a recipe known. */
    public synchronized void follow(Lowered lowered) {
        lowered.steps()
                .forEach(
                        (operation, step) -> {
                            if (!step.equals(ours.put(operation, step))) {
                                step.names().forEach(name -> called(name).add(operation));
                            }
                        });
    }

    private List<OpDigest> called(String name) {
        return byName.computeIfAbsent(name, _ -> new ArrayList<>(1));
    }

    /** Passes progress on, of what is done in place of an operation of ours as of that. */
    public Consumer<Progress> before(Consumer<Progress> listener) {
        return progress -> listener.accept(seen(progress));
    }

    private synchronized Progress seen(Progress progress) {
        OpDigest vertex = progress.vertex();
        if (ours.containsKey(vertex)) {
            if (!(progress instanceof Progress.VertexKnown)) {
                begun.add(vertex);
            }
            return progress;
        }
        if (progress instanceof Progress.VertexKnown(var _, String name, var _)) {
            waitingFor(name).ifPresent(own -> inPlaceOf.put(vertex, own));
        }
        OpDigest own = own(vertex);
        begun.add(own);
        return own.equals(vertex) ? progress : renamed(progress, own);
    }

    /** The first operation of that name that has not begun; a recipe may say the same twice. */
    private Optional<OpDigest> waitingFor(String name) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(operation -> !begun.contains(operation))
                .min(
                        Comparator.comparingInt(
                                operation -> Objects.requireNonNull(ours.get(operation)).index()));
    }

    /** The operation of ours in whose place another one is done; without one, the operation. */
    synchronized OpDigest own(OpDigest vertex) {
        return inPlaceOf.getOrDefault(vertex, vertex);
    }

    private static Progress renamed(Progress progress, OpDigest own) {
        return switch (progress) {
            case Progress.VertexKnown(var _, var name, var inputs) ->
                    new Progress.VertexKnown(own, name, inputs);
            case Progress.VertexStarted(var _, var name, var at) ->
                    new Progress.VertexStarted(own, name, at);
            case Progress.VertexCached(var _, var name) -> new Progress.VertexCached(own, name);
            case Progress.VertexCompleted(var _, var name, var started, var completed) ->
                    new Progress.VertexCompleted(own, name, started, completed);
            case Progress.VertexFailed(var _, var name, var completed, var error) ->
                    new Progress.VertexFailed(own, name, completed, error);
            case Progress.LogChunk(var _, var stream, var bytes, var at) ->
                    new Progress.LogChunk(own, stream, bytes, at);
            case Progress.TransferStatus(
                            var _,
                            var id,
                            var name,
                            var current,
                            var total,
                            var done) ->
                    new Progress.TransferStatus(own, id, name, current, total, done);
            case Progress.Warning(var _, var message, var detail, var url) ->
                    new Progress.Warning(own, message, detail, url);
        };
    }
}
