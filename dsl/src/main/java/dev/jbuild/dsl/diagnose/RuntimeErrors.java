package dev.jbuild.dsl.diagnose;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** What a running build file throws, in our words and with the line that threw. */
public final class RuntimeErrors {
    /** The cure for what takes too much. */
    public static final String LIMIT_HINT =
            "a build file only describes what to do: leave work to the steps of a target";

    /** What is said of a build file that fills the memory. */
    public static final String MEMORY = "the build file needs too much memory";

    /** What a comparison says of values that cannot be compared. */
    public static final String NO_ORDER = "these values have no order";

    private static final int NEAR = 50;

    private static final List<String> LIBRARY =
            List.of(
                    "java.",
                    "jdk.",
                    "groovy.",
                    "org.codehaus.groovy.",
                    "org.apache.groovy.",
                    "dev.jbuild.dsl.compile.",
                    "dev.jbuild.dsl.script.Order",
                    "dev.jbuild.dsl.script.Patterns",
                    "dev.jbuild.dsl.script.Values");

    private RuntimeErrors() {}

    /**
     * Words what ended the evaluation of a build file.
     *
     * @throws IllegalStateException when no build file threw it: then the bug is ours
     */
    public static Diagnostic translate(Throwable thrown, Whereabouts at) {
        if (thrown instanceof MistakeFound found) {
            return found.diagnostic();
        }
        if (thrown instanceof LimitReached limit) {
            return limit(message(limit), limit.getStackTrace(), at);
        }
        if (thrown instanceof OutOfMemoryError full) {
            return full(full, at);
        }
        if (thrown instanceof StackOverflowError deep) {
            return tooDeep(deep, at);
        }
        if (isOurs(thrown, at)) {
            throw new IllegalStateException("evaluating " + at.running().file(), thrown);
        }
        Whereabouts.Line place = at.line(thrown.getStackTrace());
        SourceText source = place.source();
        SourceSpan span = place.span();
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
            case AssertionError e ->
                    source.mistake(
                            span, "assertion", "the assertion does not hold: " + asserted(e), "");
            case ClassCastException e ->
                    source.mistake(
                            span, "type", "a value has another type than this line needs", "");
            case NumberFormatException e ->
                    source.mistake(span, "number", "not a number: " + number(e), "");
            case PatternSyntaxException e ->
                    source.mistake(
                            span,
                            "pattern",
                            "`%s` is no regular expression: %s"
                                    .formatted(e.getPattern(), e.getDescription()),
                            "");
            case UnsupportedOperationException e ->
                    source.mistake(
                            span,
                            "unchangeable",
                            "this list, map or range cannot be changed",
                            "change a copy, as in `list.collect()`");
            case IllegalArgumentException e when isWithoutOrder(e) ->
                    source.mistake(
                            span,
                            "no-order",
                            NO_ORDER,
                            "say what to order them by, as in `list.sort { it.name }`");
            default -> source.mistake(span, "failure", message(thrown), "");
        };
    }

    /** Words the end of an evaluation by a full memory. */
    public static Diagnostic full(OutOfMemoryError full, Whereabouts at) {
        return limit(MEMORY, full.getStackTrace(), at);
    }

    /**
     * Words the end of an evaluation that takes too much.
     *
     * @param trace where it was
     */
    public static Diagnostic limit(String message, StackTraceElement[] trace, Whereabouts at) {
        Whereabouts.Line place = at.line(trace);
        return place.source().mistake(place.span(), "limit", message, LIMIT_HINT);
    }

    /** A method that calls itself is in its own trace; else it is a value that is walked over. */
    private static Diagnostic tooDeep(StackOverflowError deep, Whereabouts at) {
        StackTraceElement[] trace = deep.getStackTrace();
        Whereabouts.Line place = at.line(trace);
        String message =
                at.inTrace(trace).isPresent()
                        ? "this method calls itself without end"
                        : Stream.of(trace).limit(NEAR).anyMatch(RuntimeErrors::isMatching)
                                ? "the text is too long for this regular expression"
                                : "a value contains itself, or is nested too deeply";
        return place.source().mistake(place.span(), "endless-recursion", message, "");
    }

    private static boolean isMatching(StackTraceElement frame) {
        return frame.getClassName().startsWith("java.util.regex.");
    }

    /** Whether our code threw it, and not a build file or what it called in the libraries. */
    private static boolean isOurs(Throwable thrown, Whereabouts at) {
        return !(thrown instanceof UncheckedIOException)
                && Stream.of(thrown.getStackTrace())
                        .dropWhile(
                                frame ->
                                        LIBRARY.stream().anyMatch(frame.getClassName()::startsWith))
                        .findFirst()
                        .filter(frame -> frame.getFileName() != null)
                        .filter(frame -> at.has(frame.getFileName()))
                        .isEmpty();
    }

    /** Of Groovy's comparison, which tells addresses, or of ours. */
    private static boolean isWithoutOrder(IllegalArgumentException thrown) {
        return NO_ORDER.equals(thrown.getMessage())
                || message(thrown).startsWith("Cannot compare ");
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
