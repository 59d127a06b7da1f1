package dev.jbuild.dsl.diagnose;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The errors of the Groovy compiler in our words. */
public final class CompilerErrors {
    private static final Comparator<Diagnostic> BY_PLACE =
            Comparator.comparing(
                    diagnostic -> diagnostic.span().orElseThrow(),
                    Comparator.comparingInt(SourceSpan::line).thenComparingInt(SourceSpan::column));

    private CompilerErrors() {}

    /** Every error that was collected, once, in source order. */
    public static UserMistake translate(ErrorCollector errors, SourceText source) {
        List<? extends Message> messages = errors.getErrors();
        return new UserMistake(
                messages.stream()
                        .flatMap(message -> translate(message, source))
                        .distinct()
                        .sorted(BY_PLACE)
                        .toList());
    }

    private static Stream<Diagnostic> translate(Message message, SourceText source) {
        if (message instanceof SyntaxErrorMessage error) {
            return translate(error.getCause(), source).stream();
        }
        throw new IllegalStateException("the compiler says: " + message);
    }

    private static Optional<Diagnostic> translate(SyntaxException error, SourceText source) {
        if (error instanceof MistakeInSyntax own) {
            return Optional.of(own.diagnostic());
        }
        SourceSpan span =
                source.span(
                        new SourceText.Place(
                                error.getStartLine(),
                                error.getStartColumn(),
                                error.getEndLine(),
                                error.getEndColumn()));
        String original = Optional.ofNullable(error.getOriginalMessage()).orElse("");
        return CompilerWording.of(original)
                .map(
                        wording ->
                                source.mistake(
                                        span, wording.code(), wording.message(), wording.hint()));
    }
}
