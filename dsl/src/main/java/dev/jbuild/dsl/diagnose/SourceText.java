package dev.jbuild.dsl.diagnose;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a build file.
 *
 * @param file its path, relative to the project's root
 * @param lines those of the text: each step asks for the line that it stands on
 */
public record SourceText(String file, String text, List<String> lines) {
    private static final int LONGEST_MESSAGE = 1000;
    private static final Pattern MARKS = Pattern.compile("[.:;\\[<>~]");

    public SourceText(String file, String text) {
        this(file, text, text.lines().toList());
    }

    /**
     * What tells it from other build files in a stack trace, where names have no folders. It is
     * part of the name of a class: what means something there is written as a number.
     */
    public String stackName() {
        int name = file.lastIndexOf('/') + 1;
        return MARKS.matcher(file.substring(0, name).replace('/', '!'))
                        .replaceAll(mark -> "~" + (int) mark.group().charAt(0) + "~")
                + file.substring(name);
    }

    /** The text of a 1-based line; empty behind the end. */
    public String line(int number) {
        return number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** The part of {@code place} that stands on its first line. */
    public SourceSpan span(Place place) {
        int line = Math.max(1, place.line());
        int column = Math.max(1, place.column());
        int end =
                place.lastLine() > place.line()
                        ? line(line).stripTrailing().length() + 1
                        : place.lastColumn();
        return new SourceSpan(file, line, column, Math.max(column, end));
    }

    /** Where {@code written} stands within {@code place}, or else the place as a whole. */
    public SourceSpan find(Place place, String written) {
        for (int number = place.line(); number <= place.lastLine(); number++) {
            int start = number == place.line() ? place.column() - 1 : 0;
            int found = line(number).indexOf(written, start);
            if (found >= 0) {
                return new SourceSpan(file, number, found + 1, found + 1 + written.length());
            }
        }
        return span(place);
    }

    /** A line without its indentation. */
    public SourceSpan wholeLine(int number) {
        String line = line(number);
        int start = line.length() - line.stripLeading().length();
        return new SourceSpan(file, number, start + 1, line.stripTrailing().length() + 1);
    }

    /** What stands at a place of one line. */
    public String at(SourceSpan span) {
        String line = line(span.line());
        int end = Math.min(line.length(), span.endColumn() - 1);
        return span.column() - 1 >= end ? "" : line.substring(span.column() - 1, end);
    }

    /** A mistake, told in one line, also where it quotes more of them. */
    public Diagnostic mistake(SourceSpan span, String code, String message, String hint) {
        return new Diagnostic(
                code,
                shortened(message.replaceAll("\\s*\\R\\s*", " ")),
                Optional.of(span),
                Optional.of(line(span.line())),
                hint.isEmpty() ? Optional.empty() : Optional.of(hint));
    }

    /** A value that is quoted can be of any length. */
    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE
                ? message
                : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** A mistake that had no place yet. */
    public Diagnostic mistake(SourceSpan span, Diagnostic without) {
        return mistake(span, without.code(), without.message(), without.hint().orElse(""));
    }

    /**
     * A range of the text; all numbers 1-based.
     *
     * @param lastColumn the column behind the last character
     */
    public record Place(int line, int column, int lastLine, int lastColumn) {}
}
