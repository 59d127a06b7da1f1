package dev.jbuild.dsl.diagnose;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
     * @param sources the build file and those that it has functions of
     * @throws IllegalStateException when none of these threw it: then the bug is ours
     */
    public static Diagnostic translate(Throwable thrown, List<SourceText> sources) {
        if (thrown instanceof MistakeFound found) {
            return found.diagnostic();
        }
        Map<String, SourceText> byName = new HashMap<>();
        sources.forEach(source -> byName.put(source.stackName(), source));
        if (isOurs(thrown, byName.keySet())) {
            throw new IllegalStateException("evaluating " + sources.getFirst().file(), thrown);
        }
        Optional<StackTraceElement> frame =
                Stream.of(thrown.getStackTrace())
                        .filter(each -> each.getFileName() != null)
                        .filter(each -> byName.containsKey(each.getFileName()))
                        .filter(each -> each.getLineNumber() > 0)
                        .findFirst();
        SourceText source =
                frame.map(each -> Objects.requireNonNull(byName.get(each.getFileName())))
                        .orElse(sources.getFirst());
        SourceSpan span = source.wholeLine(frame.map(StackTraceElement::getLineNumber).orElse(1));
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
