package dev.jbuild.dsl.diagnose;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a running build file throws, in our words and with the line that threw. */
public final class RuntimeErrors {
    /** The cure for what takes too much. */
    public static final String LIMIT_HINT =
            "a build file only describes what to do: leave work to the steps of a target";

    private static final List<String> LIBRARY =
            List.of(
                    "java.",
                    "jdk.",
                    "groovy.",
                    "org.codehaus.groovy.",
                    "org.apache.groovy.",
                    "dev.jbuild.dsl.compile.",
                    "dev.jbuild.dsl.script.Patterns");

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
        if (thrown instanceof LimitReached limit) {
            return limit(message(limit), limit.getStackTrace(), source, fileName);
        }
        if (thrown instanceof OutOfMemoryError full) {
            String message = "the build file needs too much memory";
            return limit(message, full.getStackTrace(), source, fileName);
        }
        if (!(thrown instanceof StackOverflowError) && isOurs(thrown, fileName)) {
            throw new IllegalStateException("evaluating " + source.file(), thrown);
        }
        SourceSpan span = source.wholeLine(line(thrown.getStackTrace(), fileName));
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
                            span, "assertion", "the assertion does not hold: " + asserted(e), "");
            case ClassCastException e ->
                    source.mistake(
                            span, "type", "a value has another type than this line needs", "");
            case NumberFormatException e ->
                    source.mistake(span, "number", "not a number: " + number(e), "");
            default -> source.mistake(span, "failure", message(thrown), "");
        };
    }

    /**
     * Words the end of an evaluation that takes too much.
     *
     * @param trace where it was
     */
    public static Diagnostic limit(
            String message, StackTraceElement[] trace, SourceText source, String fileName) {
        return source.mistake(
                source.wholeLine(line(trace, fileName)), "limit", message, LIMIT_HINT);
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

    private static int line(StackTraceElement[] trace, String fileName) {
        return Stream.of(trace)
                .filter(frame -> fileName.equals(frame.getFileName()))
                .mapToInt(StackTraceElement::getLineNumber)
                .filter(number -> number > 0)
                .findFirst()
                .orElse(1);
    }

    /** The message that the user gave, or else the condition. */
    private static String asserted(AssertionError error) {
        String first = message(error).lines().findFirst().orElse("").replaceFirst("^assert ", "");
        int expression = first.indexOf(". Expression: ");
        return expression < 0 ? first : first.substring(0, expression);
    }

    private static String number(NumberFormatException error) {
        return message(error).replaceFirst("^For input string: \"(.*)\".*", "`$1`");
    }

    private static String message(Throwable thrown) {
        return Optional.ofNullable(thrown.getMessage()).orElse("the build file failed");
    }
}
