package dev.jbuild.dsl.earthfile;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Writes values as Groovy has them. */
final class GroovyText {
    private GroovyText() {}

    /** A text in which everything stands for itself. */
    static String literal(String text) {
        if (text.contains("\n")) {
            return "'''" + text.replace("\\", "\\\\").replace("'''", "\\'''") + "'''";
        }
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /**
     * A value. Variables of the build file are put into it; others are left to what reads the text.
     */
    static String of(Value value, Names names) {
        List<Value.Piece> pieces = value.pieces();
        if (pieces.stream().noneMatch(piece -> isKnown(piece, names))) {
            return literal(value.plain().replaceAll("\\$\\{(\\w+)}", "\\$$1"));
        }
        if (pieces.size() == 1 && pieces.getFirst() instanceof Value.Piece.Variable variable) {
            return names.identifier(variable.name());
        }
        StringBuilder text = new StringBuilder("\"");
        for (Value.Piece piece : pieces) {
            text.append(
                    switch (piece) {
                        case Value.Piece.Text plain -> escaped(plain.text());
                        case Value.Piece.Shell shell -> escaped(shell.source());
                        case Value.Piece.Variable variable ->
                                names.knows(variable.name())
                                        ? "${" + names.identifier(variable.name()) + "}"
                                        : "\\${" + variable.name() + "}";
                    });
        }
        return text.append('"').toString();
    }

    private static boolean isKnown(Value.Piece piece, Names names) {
        return piece instanceof Value.Piece.Variable variable && names.knows(variable.name());
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("$", "\\$")
                .replace("\n", "\\n");
    }

    /** Named values, as options have them: {@code NAME: 'value', 'other-name': 'value'}. */
    static String named(SequencedMap<String, String> expressions) {
        return expressions.entrySet().stream()
                .map(entry -> key(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    static String map(SequencedMap<String, String> expressions) {
        return "[" + named(expressions) + "]";
    }

    static String list(List<String> expressions) {
        return "[" + String.join(", ", expressions) + "]";
    }

    private static String key(String name) {
        return name.matches("[A-Za-z_]\\w*") ? name : literal(name);
    }

    /** Options behind what a step is about: {@code , into: './', chmod: '755'}. */
    static String options(Map<String, String> expressions) {
        return expressions.entrySet().stream()
                .map(entry -> ", " + entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining());
    }
}
