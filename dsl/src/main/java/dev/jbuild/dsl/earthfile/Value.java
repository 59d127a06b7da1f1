package dev.jbuild.dsl.earthfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a command: texts, variables, and commands whose output it would be.
 *
 * @param pieces in order
 */
record Value(List<Piece> pieces) {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?::?-([^}$]*))?})");

    Value {
        pieces = List.copyOf(pieces);
    }

    /** A part of a value. */
    sealed interface Piece {
        /** What is meant as it stands. */
        record Text(String text) implements Piece {}

        /** The value of a variable. */
        record Variable(String name) implements Piece {}

        /** What a command prints, or an expansion that only a shell knows. */
        record Shell(String source) implements Piece {}
    }

    static Value text(String text) {
        return new Value(List.of(new Piece.Text(text)));
    }

    /** Reads a word with its quotes. */
    static Value of(String word) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        char quote = 0;
        int i = 0;
        while (i < word.length()) {
            char c = word.charAt(i);
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                i++;
            } else if (c == quote) {
                quote = 0;
                i++;
            } else if (isEscape(word, i, quote)) {
                text.append(word.charAt(i + 1));
                i += 2;
            } else if (c == '$' && quote != '\'') {
                Matcher variable = VARIABLE.matcher(word).region(i, word.length());
                int end = variable.lookingAt() ? variable.end() : shellEnd(word, i);
                if (end > i + 1) {
                    flush(text, pieces);
                    pieces.add(
                            variable.lookingAt() && variable.group(3) == null
                                    ? new Piece.Variable(name(variable))
                                    : new Piece.Shell(word.substring(i, end)));
                } else {
                    text.append(c);
                }
                i = end;
            } else {
                text.append(c);
                i++;
            }
        }
        flush(text, pieces);
        return new Value(pieces);
    }

    /** Within double quotes, a backslash stands for itself before most characters. */
    private static boolean isEscape(String word, int at, char quote) {
        return word.charAt(at) == '\\'
                && at + 1 < word.length()
                && (quote == 0 || (quote == '"' && "\"$\\`\n".indexOf(word.charAt(at + 1)) >= 0));
    }

    private static String name(Matcher variable) {
        return variable.group(1) == null ? variable.group(2) : variable.group(1);
    }

    private static void flush(StringBuilder text, List<Piece> pieces) {
        if (!text.isEmpty()) {
            pieces.add(new Piece.Text(text.toString()));
            text.setLength(0);
        }
    }

    /** Where {@code $(…)} or <code>${…}</code> ends; behind the dollar sign for anything else. */
    private static int shellEnd(String word, int start) {
        if (start + 1 >= word.length()) {
            return start + 1;
        }
        char open = word.charAt(start + 1);
        if (open != '(' && open != '{') {
            return start + 1;
        }
        char close = open == '(' ? ')' : '}';
        int depth = 0;
        for (int i = start + 1; i < word.length(); i++) {
            if (word.charAt(i) == open) {
                depth++;
            } else if (word.charAt(i) == close && --depth == 0) {
                return i + 1;
            }
        }
        return word.length();
    }

    /** Whether only a shell in a container could say what it is. */
    boolean needsShell() {
        return pieces.stream().anyMatch(Piece.Shell.class::isInstance);
    }

    /** Whether all of its variables are those of the build file. */
    boolean isKnown(Names names) {
        return pieces.stream()
                .allMatch(
                        piece ->
                                !(piece instanceof Piece.Variable variable)
                                        || names.knows(variable.name()));
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** The text of it, variables as they are written. */
    String plain() {
        StringBuilder plain = new StringBuilder();
        for (Piece piece : pieces) {
            plain.append(
                    switch (piece) {
                        case Piece.Text text -> text.text();
                        case Piece.Variable variable -> "${" + variable.name() + "}";
                        case Piece.Shell shell -> shell.source();
                    });
        }
        return plain.toString();
    }
}
