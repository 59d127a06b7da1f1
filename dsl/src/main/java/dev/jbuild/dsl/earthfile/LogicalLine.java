package dev.jbuild.dsl.earthfile;

import java.util.ArrayList;
import java.util.List;

/**
 * A line together with those that continue it: behind a {@code \}, or within quotes.
 *
 * @param number where it begins, from 1
 * @param indented whether it begins with blanks, as what belongs to a target does
 * @param text without the blanks at both ends; continued lines keep their breaks and their {@code
 *     \}
 */
record LogicalLine(int number, boolean indented, String text) {
    static List<LogicalLine> of(String file) {
        List<LogicalLine> lines = new ArrayList<>();
        List<String> physical = file.lines().toList();
        int next = 0;
        while (next < physical.size()) {
            String first = physical.get(next);
            int end = isComment(first) ? next + 1 : end(physical, next);
            boolean indented = !first.isEmpty() && Character.isWhitespace(first.charAt(0));
            lines.add(new LogicalLine(next + 1, indented, joined(physical.subList(next, end))));
            next = end;
        }
        return lines;
    }

    boolean isBlank() {
        return text.isEmpty();
    }

    boolean isComment() {
        return isComment(text);
    }

    private static boolean isComment(String line) {
        return line.strip().startsWith("#");
    }

    /** The first line behind the one that begins at {@code start}. */
    private static int end(List<String> physical, int start) {
        int open = start;
        char quote = 0;
        for (int i = start; i < physical.size(); i++) {
            String line = physical.get(i);
            boolean skipped = i > start && quote == 0 && isComment(line);
            quote = skipped ? quote : quoteBehind(line, quote);
            boolean goesOn = skipped || line.stripTrailing().endsWith("\\");
            if (quote == 0 && !goesOn) {
                return i + 1;
            }
            if (quote == 0) {
                open = i + 1;
            }
        }
        // A quote that nothing closes is an apostrophe.
        return Math.max(open, start) + (open < physical.size() ? 1 : 0);
    }

    /** Behind a command: an apostrophe in it is none of the command's quotes. */
    private static boolean isCommentAt(String line, int at) {
        return line.charAt(at) == '#' && at > 0 && Character.isWhitespace(line.charAt(at - 1));
    }

    private static char quoteBehind(String line, char before) {
        char quote = before;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'') {
                i++;
            } else if (quote == 0 && isCommentAt(line, i)) {
                return quote;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return quote;
    }

    /** A comment between continued lines is not part of them. */
    private static String joined(List<String> physical) {
        StringBuilder text = new StringBuilder(physical.getFirst().strip());
        char quote = quoteBehind(physical.getFirst(), '\0');
        for (String line : physical.subList(1, physical.size())) {
            if (quote == 0 && isComment(line)) {
                continue;
            }
            quote = quoteBehind(line, quote);
            text.append('\n').append(line.stripTrailing());
        }
        return text.toString();
    }
}
