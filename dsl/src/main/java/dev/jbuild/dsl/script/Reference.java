package dev.jbuild.dsl.script;

import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;

import java.util.Optional;

/**
 * A recipe that a step asks for.
 *
 * @param artifact the path behind the target's name, where the step is a copy
 * @param span where the reference is written
 * @param sourceLine the line that the span points into
 */
public record Reference(
        RecipeId recipe, Optional<String> artifact, SourceSpan span, String sourceLine) {

    public Diagnostic mistake(String code, String message, String hint) {
        return new Diagnostic(
                code, message, Optional.of(span), Optional.of(sourceLine), Optional.of(hint));
    }
}
