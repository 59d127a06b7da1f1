package dev.jbuild.dsl.diagnose;

import dev.jbuild.model.failure.Diagnostic;

/** Carries a mistake out of a running build file. */
public final class MistakeFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    public MistakeFound(Diagnostic diagnostic) {
        super(diagnostic.message(), null, false, false);
        this.diagnostic = diagnostic;
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
