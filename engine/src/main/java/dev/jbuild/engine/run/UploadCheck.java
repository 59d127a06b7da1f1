package dev.jbuild.engine.run;

import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.lower.Upload;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Makes sure that the files which the builder received are those whose digest is in the key.
 *
 * <p>Files are looked at before a build and sent later. As soon as the builder has received the
 * files of a copy they are looked at once more: when they are still the same, they were the same
 * when they were sent. Whoever edits a file after that disturbs nothing. What a later build need
 * not receive again is not looked at again.
 */
public final class UploadCheck {
    private final Copies copies;
    private final Map<Upload, Check> checks = new ConcurrentHashMap<>();

    /** The files of copies. */
    public interface Copies {
        /** Has something done each time that a builder has received the files of a copy. */
        void onReceived(Step.Copy copy, Runnable listener);

        /** Whether the files of a copy are as they were before the build, and were sent so. */
        boolean areUnchanged(Step.Copy copy) throws BuildException;
    }

    public UploadCheck(Copies copies) {
        this.copies = copies;
    }

    /** Makes the uploads of a recipe known. */
    public void follow(Lowered lowered) {
        lowered.uploads()
                .forEach(
                        (upload, copy) ->
                                checks.computeIfAbsent(
                                        upload,
                                        _ -> {
                                            Check check = new Check(copy);
                                            copies.onReceived(copy, check::begin);
                                            return check;
                                        }));
    }

    /**
     * Waits for the checks of all that builders have received.
     *
     * @throws EnvironmentFailure when files changed between the first look and their sending
     */
    public void verifyReceived() throws BuildException, InterruptedException {
        for (Check check : checks.values()) {
            check.verify();
        }
    }

    /** The looks at the files of a copy: one for each time that a builder received them. */
    private final class Check {
        private final Step.Copy copy;
        private final Collection<FutureTask<Boolean>> looks = new ConcurrentLinkedQueue<>();

        Check(Step.Copy copy) {
            this.copy = copy;
        }

        void begin() {
            FutureTask<Boolean> look = new FutureTask<>(() -> copies.areUnchanged(copy));
            looks.add(look);
            Thread.startVirtualThread(look);
        }

        void verify() throws BuildException, InterruptedException {
            for (FutureTask<Boolean> look : looks) {
                if (!result(look)) {
                    throw new EnvironmentFailure(
                            "files-changed",
                            "files changed while they were sent, for `copy` at " + copy.span(),
                            "build again",
                            null);
                }
            }
        }
    }

    private static boolean result(FutureTask<Boolean> look)
            throws BuildException, InterruptedException {
        try {
            return look.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BuildException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }
}
