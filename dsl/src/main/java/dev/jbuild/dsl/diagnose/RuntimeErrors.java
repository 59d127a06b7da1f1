package dev.jbuild.dsl.diagnose;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a running build file throws, in our words and with the line that threw. */
public final class RuntimeErrors {
    private static final List<String> LIBRARY =
            List.of(
                    "java.",
                    "jdk.",
                    "groovy.",
                    "org.codehaus.groovy.",
                    "org.apache.groovy.",
                    "dev.jbuild.dsl.compile.");

    private RuntimeErrors() {}

    /**
     * Words what ended the evaluation of a build file.
     *
     * @param thrown what ended the evaluation
     * @param fileName the name of the build file in stack traces
     * @throws IllegalStateException when not the build file threw it: then the bug is ours
     */
    public static Diagnostic translate(Throwable thrown, SourceText source, String fileName) {
        if (thrown instanceof MistakeFound found) {
            return found.diagnostic();
        }
        if (isOurs(thrown, fileName)) {
            throw new IllegalStateException("evaluating " + source.file(), thrown);
        }
        SourceSpan span = source.wholeLine(line(thrown, fileName));
        return switch (thrown) {
            case NullPointerException e ->
                    source.mistake(
                            span,
                            "null-value",
                            "this line uses a value that is null",
                            "give a default with `value ?: 'default'`, or call with"
                                    + " `value?.name()`");
            case IndexOutOfBoundsException e ->
                    source.mistake(span, "index", "out of range: " + message(e), "");
            case StackOverflowError e ->
                    source.mistake(
                            span, "endless-recursion", "this method calls itself without end", "");
            case AssertionError e ->
                    source.mistake(
                            span,
                            "assertion",
                            "the assertion does not hold: "
                                    + message(e)
                                            .lines()
                                            .findFirst()
                                            .orElse("")
                                            .replaceFirst("^assert ", ""),
                            "");
            case ClassCastException e ->
                    source.mistake(
                            span, "type", "a value has another type than this line needs", "");
            case NumberFormatException e ->
                    source.mistake(span, "number", "not a number: " + message(e), "");
            default -> source.mistake(span, "failure", message(thrown), "");
        };
    }

    /** Whether our code threw it, and not the build file or what it called in the libraries. */
    private static boolean isOurs(Throwable thrown, String fileName) {
        return !(thrown instanceof UncheckedIOException)
                && Stream.of(thrown.getStackTrace())
                        .dropWhile(
                                frame ->
                                        LIBRARY.stream().anyMatch(frame.getClassName()::startsWith))
                        .findFirst()
                        .filter(frame -> fileName.equals(frame.getFileName()))
                        .isEmpty();
    }

    private static int line(Throwable thrown, String fileName) {
        return Stream.of(thrown.getStackTrace())
                .filter(frame -> fileName.equals(frame.getFileName()))
                .mapToInt(StackTraceElement::getLineNumber)
                .filter(number -> number > 0)
                .findFirst()
                .orElse(1);
    }

    private static String message(Throwable thrown) {
        return Optional.ofNullable(thrown.getMessage()).orElse("the build file failed");
    }
}
