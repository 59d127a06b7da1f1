package dev.jbuild.engine.run;

import dev.jbuild.buildkit.Progress;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.engine.lower.Arrival;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Makes sure that the files which the builder received are those whose digest is in the key.
 *
 * <p>Files are looked at before a build and sent later. As soon as the builder has received the
 * files of a copy they are looked at once more: when they are still the same, they were the same
 * when they were sent. Whoever edits a file after that disturbs nothing.
 */
public final class UploadCheck implements Consumer<Progress> {
    private final Unchanged unchanged;
    private final Map<Arrival, Check> checks = new ConcurrentHashMap<>();
    private final Map<OpDigest, Set<Arrival>> arrivals = new ConcurrentHashMap<>();
    private final Set<OpDigest> received = ConcurrentHashMap.newKeySet();
    private final Set<Progress> told = ConcurrentHashMap.newKeySet();
    private final Predicate<Progress> checked;

    /** Says whether the files of a copy are as they were before the build. */
    @FunctionalInterface
    public interface Unchanged {
        boolean test(Step.Copy copy) throws BuildException;
    }

    private record Check(Step.Copy copy, FutureTask<Boolean> task) {}

    public UploadCheck(Unchanged unchanged) {
        this(unchanged, _ -> false);
    }

    private UploadCheck(Unchanged unchanged, Predicate<Progress> checked) {
        this.unchanged = unchanged;
        this.checked = checked;
    }

    /**
     * A check for a build that goes on with what this one has received. The builder tells it of
     * that once more; it is known by its times, and not looked at again.
     */
    public UploadCheck ofLaterBuild() {
        return new UploadCheck(unchanged, this::hasPassed);
    }

    private boolean hasPassed(Progress progress) {
        return told.contains(progress)
                && arrivals(progress.vertex()).stream()
                        .map(this::check)
                        .allMatch(UploadCheck::hasPassed);
    }

    private static boolean hasPassed(Check check) {
        return check.task().state() == FutureTask.State.SUCCESS && check.task().resultNow();
    }

    /** Makes the uploads of a recipe known. */
    public void follow(Lowered lowered) {
        lowered.uploads()
                .forEach(
                        (arrival, copy) -> {
                            Callable<Boolean> check = () -> unchanged.test(copy);
                            checks.put(arrival, new Check(copy, new FutureTask<>(check)));
                            arrivals.computeIfAbsent(
                                            arrival.upload(), _ -> ConcurrentHashMap.newKeySet())
                                    .add(arrival);
                        });
    }

    @Override
    public void accept(Progress progress) {
        if (progress instanceof Progress.VertexCompleted
                || progress instanceof Progress.VertexCached) {
            Set<Arrival> files = arrivals(progress.vertex());
            if (!files.isEmpty() && !checked.test(progress)) {
                if (progress instanceof Progress.VertexCompleted) {
                    told.add(progress);
                }
                received.add(progress.vertex());
                files.forEach(arrival -> Thread.startVirtualThread(check(arrival).task()));
            }
        }
    }

    /**
     * Waits for the checks of a recipe that was solved.
     *
     * @throws EnvironmentFailure when files changed between the first look and their sending
     */
    public void verify(Lowered lowered) throws BuildException, InterruptedException {
        for (Arrival arrival : lowered.uploads().keySet()) {
            // Where the builder told nothing of the upload, it is looked at now.
            verify(check(arrival));
        }
    }

    /**
     * Waits for the checks of the uploads that the builder told of.
     *
     * @throws EnvironmentFailure when files changed between the first look and their sending
     */
    public void verifyReceived() throws BuildException, InterruptedException {
        for (OpDigest upload : received) {
            for (Arrival arrival : arrivals(upload)) {
                verify(check(arrival));
            }
        }
    }

    private static void verify(Check check) throws BuildException, InterruptedException {
        // A task that ran, or runs, does not run again.
        check.task().run();
        if (!result(check.task())) {
            throw new EnvironmentFailure(
                    "files-changed",
                    "files changed while they were sent, for `copy` at " + check.copy().span(),
                    "build again",
                    null);
        }
    }

    private Set<Arrival> arrivals(OpDigest upload) {
        return arrivals.getOrDefault(upload, Set.of());
    }

    private Check check(Arrival arrival) {
        return Objects.requireNonNull(checks.get(arrival));
    }

    private static boolean result(FutureTask<Boolean> check)
            throws BuildException, InterruptedException {
        try {
            return check.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BuildException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }
}
