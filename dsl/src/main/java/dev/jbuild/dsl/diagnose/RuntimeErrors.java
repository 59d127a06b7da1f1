package dev.jbuild.dsl.diagnose;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
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
     * @param sources the build file and those that it has functions of
     * @throws IllegalStateException when none of these threw it: then the bug is ours
     */
    public static Diagnostic translate(Throwable thrown, List<SourceText> sources) {
        if (thrown instanceof MistakeFound found) {
            return found.diagnostic();
        }
        if (thrown instanceof LimitReached limit) {
            return limit(message(limit), limit.getStackTrace(), sources);
        }
        if (thrown instanceof OutOfMemoryError full) {
            return limit("the build file needs too much memory", full.getStackTrace(), sources);
        }
        if (!(thrown instanceof StackOverflowError) && isOurs(thrown, byName(sources).keySet())) {
            throw new IllegalStateException("evaluating " + sources.getFirst().file(), thrown);
        }
        Place place = place(thrown.getStackTrace(), sources);
        SourceText source = place.source();
        SourceSpan span = place.line();
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
            case PatternSyntaxException e ->
                    source.mistake(
                            span,
                            "pattern",
                            "`%s` is no regular expression: %s"
                                    .formatted(e.getPattern(), e.getDescription()),
                            "");
            default -> source.mistake(span, "failure", message(thrown), "");
        };
    }

    /**
     * Words the end of an evaluation that takes too much.
     *
     * @param trace where it was
     * @param sources the build file and those that it has functions of
     */
    public static Diagnostic limit(
            String message, StackTraceElement[] trace, List<SourceText> sources) {
        Place place = place(trace, sources);
        return place.source().mistake(place.line(), "limit", message, LIMIT_HINT);
    }

    private record Place(SourceText source, SourceSpan line) {}

    /** The innermost line of a build file; its first one where there is none. */
    private static Place place(StackTraceElement[] trace, List<SourceText> sources) {
        Map<String, SourceText> byName = byName(sources);
        for (StackTraceElement frame : trace) {
            SourceText source = byName.get(String.valueOf(frame.getFileName()));
            if (source != null && frame.getLineNumber() > 0) {
                return new Place(source, source.wholeLine(frame.getLineNumber()));
            }
        }
        return new Place(sources.getFirst(), sources.getFirst().wholeLine(1));
    }

    private static Map<String, SourceText> byName(List<SourceText> sources) {
        Map<String, SourceText> byName = new HashMap<>();
        sources.forEach(source -> byName.put(source.stackName(), source));
        return byName;
    }

    /** Whether our code threw it, and not a build file or what it called in the libraries. */
    private static boolean isOurs(Throwable thrown, Set<String> fileNames) {
        return !(thrown instanceof UncheckedIOException)
                && Stream.of(thrown.getStackTrace())
                        .dropWhile(
                                frame ->
                                        LIBRARY.stream().anyMatch(frame.getClassName()::startsWith))
                        .findFirst()
                        .filter(frame -> frame.getFileName() != null)
                        .filter(frame -> fileNames.contains(frame.getFileName()))
                        .isEmpty();
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
