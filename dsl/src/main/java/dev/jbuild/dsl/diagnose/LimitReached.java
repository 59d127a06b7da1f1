package dev.jbuild.dsl.diagnose;

/** Ends an evaluation that takes more than any build file needs. */
public final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what the build file does too much
     */
    public LimitReached(String message) {
        super(message);
    }
}
