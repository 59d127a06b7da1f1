package dev.jbuild.model.failure;

import dev.jbuild.model.SourceSpan;

import java.util.Optional;

/**
 * One mistake in a build file or on the command line.
 *
 * @param code stable name of the kind of mistake
 * @param message one sentence that names the offending thing in backticks
 * @param span where it stands, absent for the command line
 * @param sourceLine the text of the line that {@code span} points into
 * @param hint the cure, or what is valid here
 */
public record Diagnostic(
        String code,
        String message,
        Optional<SourceSpan> span,
        Optional<String> sourceLine,
        Optional<String> hint) {

    /** A mistake without a place, as on the command line. */
    public static Diagnostic of(String code, String message, String hint) {
        return new Diagnostic(code, message, Optional.empty(), Optional.empty(), Optional.of(hint));
    }

    /** The same mistake at a place whose source text is not at hand. */
    public Diagnostic at(SourceSpan place) {
        return new Diagnostic(code, message, Optional.of(place), Optional.empty(), hint);
    }

    /** A mistake at a place whose source text is not at hand. */
    public static Diagnostic at(SourceSpan span, String code, String message, String hint) {
        return new Diagnostic(
                code, message, Optional.of(span), Optional.empty(), Optional.of(hint));
    }
}
