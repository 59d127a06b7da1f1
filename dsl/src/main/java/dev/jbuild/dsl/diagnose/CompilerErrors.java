package dev.jbuild.dsl.diagnose;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import groovyjarjarasm.asm.ClassTooLargeException;
import groovyjarjarasm.asm.MethodTooLargeException;

import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Gatherer;
import java.util.stream.Stream;

/** The errors of the Groovy compiler in our words. */
public final class CompilerErrors {
    private static final Comparator<Diagnostic> BY_PLACE =
            Comparator.comparing(
                    diagnostic -> diagnostic.span().orElseThrow(),
                    Comparator.comparingInt(SourceSpan::line).thenComparingInt(SourceSpan::column));

    private static final Set<String> ORIGINS =
            Set.of("unknown-step", "unknown-word", "word-as-variable");

    private static final Set<String> CONSEQUENCES =
            Set.of("unknown-variable", "unknown-property", "unknown-method", "not-allowed");

    private CompilerErrors() {}

    /** Every error that was collected, once, in source order. */
    public static UserMistake translate(ErrorCollector errors, SourceText source) {
        List<? extends Message> messages = errors.getErrors();
        return new UserMistake(
                messages.stream()
                        .flatMap(message -> translate(message, source))
                        .distinct()
                        .sorted(BY_PLACE)
                        .gather(withoutConsequences())
                        .toList());
    }

    /** Behind an unknown word, the rest of its line is not what it seems to be. */
    private static Gatherer<Diagnostic, ?, Diagnostic> withoutConsequences() {
        return Gatherer.ofSequential(
                () -> new int[1],
                (lastLine, diagnostic, found) -> {
                    int line = diagnostic.span().orElseThrow().line();
                    if (line == lastLine[0] && CONSEQUENCES.contains(diagnostic.code())) {
                        return true;
                    }
                    if (ORIGINS.contains(diagnostic.code())) {
                        lastLine[0] = line;
                    }
                    return found.push(diagnostic);
                });
    }

    private static Stream<Diagnostic> translate(Message message, SourceText source) {
        if (message instanceof SyntaxErrorMessage error) {
            return translate(error.getCause(), source).stream();
        }
        if (message instanceof ExceptionMessage error) {
            return Stream.of(translate(error.getCause(), source));
        }
        throw new IllegalStateException("the compiler says: " + message);
    }

    private static Diagnostic translate(Exception failure, SourceText source) {
        if (failure instanceof MethodTooLargeException
                || failure instanceof ClassTooLargeException) {
            return tooLarge(source);
        }
        throw new IllegalStateException("the compiler failed", failure);
    }

    /**
     * A method of the JVM has at most 64 kB of code, what stands at one level of the file is one
     * method, and the compiler goes through a list by recursion.
     */
    public static Diagnostic tooLarge(SourceText source) {
        return source.mistake(
                source.span(new SourceText.Place(1, 1, 1, 2)),
                "too-large",
                "too much is written at one level of the build file",
                "declare what is alike in a loop, or move targets into the build files of folders");
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
