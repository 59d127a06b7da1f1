package dev.jbuild.cdn.origin;

import dev.jbuild.cache.parallel.Each;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.util.List;

/** What all origins have in common about uploads. */
public final class Uploads {
    /** What a bucket takes at once; a folder does not mind. */
    private static final int AT_ONCE = 32;

    private Uploads() {}

    /** What to do with one upload, on any thread. */
    @FunctionalInterface
    public interface Action {
        void on(Upload upload) throws BuildException, IOException;
    }

    /** Many at once. The first failure stops the rest and goes through as it is. */
    public static void all(List<Upload> uploads, Action action) throws BuildException, IOException {
        try {
            Each.of(
                    uploads,
                    AT_ONCE,
                    upload -> {
                        try {
                            action.on(upload);
                        } catch (BuildException e) {
                            throw new Carried(e);
                        }
                    });
        } catch (Carried e) {
            throw e.failure;
        }
    }

    private static final class Carried extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final BuildException failure;

        Carried(BuildException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /**
     * The mistake that a name which promises never to change has changed.
     *
     * @param before the release that had other bytes
     */
    public static UserMistake otherBytes(String path, String before, Digest next) {
        return new UserMistake(
                Diagnostic.of(
                        "cdn-other-bytes",
                        "`"
                                + path
                                + "` has a hash in its name, but other bytes in release "
                                + next.hex().substring(0, 12)
                                + " than in release "
                                + before,
                        "visitors who have the file would keep the old one; let `fingerprint` name"
                                + " it, or mend the tool that made the name"));
    }
}
