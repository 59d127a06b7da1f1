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
        List<Diagnostic> all =
                messages.stream().flatMap(message -> translate(message, source)).toList();
        return new UserMistake(
                all.stream()
                        .distinct()
                        .filter(one -> all.stream().noneMatch(other -> saysMore(other, one)))
                        .sorted(BY_PLACE)
                        .toList());
    }

    /** Whether a check of our own found what the compiler found as well, and has a hint. */
    private static boolean saysMore(Diagnostic other, Diagnostic one) {
        return one.hint().isEmpty()
                && other.hint().isPresent()
                && other.message().equals(one.message())
                && line(other) == line(one);
    }

    private static int line(Diagnostic diagnostic) {
        return diagnostic.span().orElseThrow().line();
    }

    private static Stream<Diagnostic> translate(Message message, SourceText source) {
        if (message instanceof SyntaxErrorMessage error) {
            return Stream.of(translate(error.getCause(), source));
        }
        throw new IllegalStateException("the compiler says: " + message);
    }

    private static Diagnostic translate(SyntaxException error, SourceText source) {
        if (error instanceof MistakeInSyntax own) {
            return own.diagnostic();
        }
        SourceSpan span =
                source.span(
                        new SourceText.Place(
                                error.getStartLine(),
                                error.getStartColumn(),
                                error.getEndLine(),
                                error.getEndColumn()));
        String original = Optional.ofNullable(error.getOriginalMessage()).orElse("");
        CompilerWording.Wording wording = CompilerWording.of(original);
        return source.mistake(span, wording.code(), wording.message(), wording.hint());
    }
}
