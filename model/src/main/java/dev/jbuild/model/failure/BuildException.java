package dev.jbuild.model.failure;

import org.jspecify.annotations.Nullable;

/**
 * Why a build could not be done. The command line is the one place that turns the kinds into exit
 * codes.
 */
public abstract sealed class BuildException extends Exception
        permits UserMistake, EnvironmentFailure {
    private static final long serialVersionUID = 1L;

    private final String code;

    BuildException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * A stable name of the kind of failure, such as {@code unknown-target}: what scripts and
     * documentation refer to.
     */
    public String code() {
        return code;
    }
}
