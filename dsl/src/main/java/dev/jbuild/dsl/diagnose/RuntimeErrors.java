package dev.jbuild.dsl.diagnose;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;

import java.util.Optional;
import java.util.stream.Stream;

/** What a running build file throws, in our words and with the line that threw. */
public final class RuntimeErrors {
    private RuntimeErrors() {}

    /**
     * Words what ended the evaluation of a build file.
     *
     * @param thrown what ended the evaluation
     * @param fileName the name of the build file in stack traces
     * @throws IllegalStateException when no line of the build file is on the stack: then the bug is
     *     ours
     */
    public static Diagnostic translate(Throwable thrown, SourceText source, String fileName) {
        if (thrown instanceof MistakeFound found) {
            return found.diagnostic();
        }
        int line =
                Stream.of(thrown.getStackTrace())
                        .filter(frame -> fileName.equals(frame.getFileName()))
                        .mapToInt(StackTraceElement::getLineNumber)
                        .filter(number -> number > 0)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(thrown));
        SourceSpan span = source.wholeLine(line);
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

    private static String message(Throwable thrown) {
        return Optional.ofNullable(thrown.getMessage()).orElse("the build file failed");
    }
}
