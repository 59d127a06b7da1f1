package dev.jbuild.model.failure;

import org.jspecify.annotations.Nullable;

/**
 * Something around the build is missing or broken: the engine, a registry, the disk. Trying again
 * later may help.
 */
public final class EnvironmentFailure extends BuildException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /**
     * @param code stable name of the kind of failure
     * @param message what was attempted and what happened
     * @param hint how to go on
     */
    public EnvironmentFailure(String code, String message, String hint, @Nullable Throwable cause) {
        super(code, message, cause);
        this.hint = hint;
    }

    /** How to go on. */
    public String hint() {
        return hint;
    }
}
