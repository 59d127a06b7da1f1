package dev.jbuild.dsl.script;

import java.util.ArrayList;
import java.util.List;

/** Text of several lines as written in a build file. */
final class ScriptText {
    private ScriptText() {}

    /**
     * Without the indentation that all lines have in common, and without blank lines at both ends.
     */
    static String withoutIndentation(String text) {
        if (text.indexOf('\n') < 0) {
            return text.strip();
        }
        List<String> lines =
                new ArrayList<>(text.lines().map(line -> line.isBlank() ? "" : line).toList());
        while (!lines.isEmpty() && lines.getFirst().isEmpty()) {
            lines.removeFirst();
        }
        while (!lines.isEmpty() && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        int common =
                lines.stream()
                        .filter(line -> !line.isEmpty())
                        .mapToInt(line -> line.length() - line.stripLeading().length())
                        .min()
                        .orElse(0);
        return String.join(
                "\n",
                lines.stream().map(line -> line.isEmpty() ? "" : line.substring(common)).toList());
    }
}
