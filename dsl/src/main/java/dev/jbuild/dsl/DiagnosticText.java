package dev.jbuild.dsl;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A diagnostic as plain text: place and message, the source line with the range marked below it,
 * then the hint.
 *
 * <pre>
 * jbuild.groovy:4:5: unknown step `form`
 *     |
 *   4 |     form 'alpine'
 *     |     ^^^^
 *   did you mean `from`?
 * </pre>
 */
public final class DiagnosticText {
    private DiagnosticText() {}

    /** All of them, a blank line between two; each line ends with a line feed. */
    public static String of(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(DiagnosticText::of).collect(Collectors.joining("\n"));
    }

    /** One or more lines, each ending with a line feed. */
    public static String of(Diagnostic diagnostic) {
        StringBuilder text = new StringBuilder();
        diagnostic.span().ifPresent(span -> text.append(span).append(": "));
        text.append(diagnostic.message()).append('\n');
        diagnostic
                .span()
                .ifPresent(
                        span ->
                                diagnostic
                                        .sourceLine()
                                        .ifPresent(line -> text.append(source(span, line))));
        diagnostic.hint().ifPresent(hint -> hint.lines().forEach(line -> indented(text, line)));
        return text.toString();
    }

    /** A line with the range marked below it: three lines, each ending with a line feed. */
    public static String source(SourceSpan span, String line) {
        StringBuilder text = new StringBuilder();
        String number = " ".repeat(Math.max(0, 3 - digits(span.line()))) + span.line();
        String gutter = " ".repeat(number.length());
        text.append(gutter).append(" |\n");
        text.append(number).append(" | ").append(line.stripTrailing()).append('\n');
        text.append(gutter).append(" | ").append(marker(span, line)).append('\n');
        return text.toString();
    }

    private static int digits(int number) {
        return Integer.toString(number).length();
    }

    /** Keeps tabs, so that the marks stand below the text whatever the width of a tab. */
    private static String marker(SourceSpan span, String line) {
        StringBuilder marker = new StringBuilder();
        for (int column = 1; column < span.column(); column++) {
            boolean tab = column <= line.length() && line.charAt(column - 1) == '\t';
            marker.append(tab ? '\t' : ' ');
        }
        return marker.append("^".repeat(Math.max(1, span.endColumn() - span.column()))).toString();
    }

    private static void indented(StringBuilder text, String line) {
        text.append("  ").append(line).append('\n');
    }
}
