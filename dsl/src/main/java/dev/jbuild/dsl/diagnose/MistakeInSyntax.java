package dev.jbuild.dsl.diagnose;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Carries a mistake that one of our own checks found through the compiler's list of errors. */
public final class MistakeInSyntax extends SyntaxException {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    private MistakeInSyntax(Diagnostic diagnostic, SourceSpan span) {
        super(diagnostic.message(), span.line(), span.column(), span.line(), span.endColumn());
        this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }

    /** Adds a mistake; compilation goes on, so that the others are found as well. */
    public static void report(
            SourceUnit unit,
            SourceText source,
            ASTNode node,
            String code,
            String message,
            String hint) {
        SourceSpan span =
                source.span(
                        new SourceText.Place(
                                node.getLineNumber(),
                                node.getColumnNumber(),
                                node.getLastLineNumber(),
                                node.getLastColumnNumber()));
        unit.getErrorCollector()
                .addErrorAndContinue(
                        new SyntaxErrorMessage(
                                new MistakeInSyntax(
                                        source.mistake(span, code, message, hint), span),
                                unit));
    }
}
