package dev.jbuild.model.failure;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the user asked for cannot be done as written. Carries every mistake that was found, in
 * source order.
 */
public final class UserMistake extends BuildException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    public UserMistake(List<Diagnostic> diagnostics) {
        super(
                diagnostics.getFirst().code(),
                diagnostics.stream().map(Diagnostic::message).collect(Collectors.joining("\n")),
                null);
        this.diagnostics = List.copyOf(diagnostics);
    }

    public UserMistake(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /** At least one. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
