package dev.jbuild.engine.run;

import dev.jbuild.buildkit.Progress;
import dev.jbuild.buildkit.llb.OpDigest;
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
    private final Map<OpDigest, FutureTask<Boolean>> checks = new ConcurrentHashMap<>();
    private final Map<OpDigest, Step.Copy> copies = new ConcurrentHashMap<>();
    private final Set<OpDigest> received = ConcurrentHashMap.newKeySet();
    private final Set<Progress> told = ConcurrentHashMap.newKeySet();
    private final Predicate<Progress> checked;

    /** Says whether the files of a copy are as they were before the build. */
    @FunctionalInterface
    public interface Unchanged {
        boolean test(Step.Copy copy) throws BuildException;
    }

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
        FutureTask<Boolean> check = checks.get(progress.vertex());
        return told.contains(progress)
                && check != null
                && check.state() == FutureTask.State.SUCCESS
                && check.resultNow();
    }

    /** Makes the uploads of a recipe known. */
    public void follow(Lowered lowered) {
        lowered.uploads()
                .forEach(
                        (digest, copy) -> {
                            Callable<Boolean> check = () -> unchanged.test(copy);
                            checks.put(digest, new FutureTask<>(check));
                            copies.put(digest, copy);
                        });
    }

    @Override
    public void accept(Progress progress) {
        if (progress instanceof Progress.VertexCompleted
                || progress instanceof Progress.VertexCached) {
            FutureTask<Boolean> check = checks.get(progress.vertex());
            if (check != null && !checked.test(progress)) {
                if (progress instanceof Progress.VertexCompleted) {
                    told.add(progress);
                }
                received.add(progress.vertex());
                Thread.startVirtualThread(check);
            }
        }
    }

    /**
     * Waits for the checks of a recipe that was solved.
     *
     * @throws EnvironmentFailure when files changed between the first look and their sending
     */
    public void verify(Lowered lowered) throws BuildException, InterruptedException {
        for (Map.Entry<OpDigest, Step.Copy> upload : lowered.uploads().entrySet()) {
            // Where the builder told nothing of the upload, it is looked at now.
            verify(upload.getKey(), upload.getValue());
        }
    }

    /**
     * Waits for the checks of the uploads that the builder told of.
     *
     * @throws EnvironmentFailure when files changed between the first look and their sending
     */
    public void verifyReceived() throws BuildException, InterruptedException {
        for (OpDigest digest : received) {
            verify(digest, copy(digest));
        }
    }

    private void verify(OpDigest digest, Step.Copy copy)
            throws BuildException, InterruptedException {
        FutureTask<Boolean> check = Objects.requireNonNull(checks.get(digest));
        // A task that ran, or runs, does not run again.
        check.run();
        if (!result(check)) {
            throw new EnvironmentFailure(
                    "files-changed",
                    "files changed while they were sent, for `copy` at " + copy.span(),
                    "build again",
                    null);
        }
    }

    private Step.Copy copy(OpDigest digest) {
        return Objects.requireNonNull(copies.get(digest));
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
