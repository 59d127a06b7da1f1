package dev.jbuild.dsl.earthfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditions of {@code IF}. In an Earthfile they are commands in a container; those that only
 * compare arguments can be told before anything runs.
 */
final class Conditions {
    private static final Pattern TEST =
            Pattern.compile("(!\\s*)?(?:\\[\\[?|test)\\s+(.*?)(?:\\s+]]?)?");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|\\\\.");

    /** What a shell compares as a pattern, or replaces by names of files. */
    private static final Pattern PATTERN = Pattern.compile("[*?\\[]");

    private static final String WHY =
            "the condition is a command in a container, and a build file decides before anything"
                    + " runs: decide by an argument, or in the script of a `run`";

    private Conditions() {}

    static String of(String condition, Names names) throws Untranslatable {
        boolean and = condition.contains("&&");
        if (and && condition.contains("||")) {
            throw new Untranslatable(WHY);
        }
        List<String> tests = new ArrayList<>();
        for (String test : condition.strip().split(and ? "\\s*&&\\s*" : "\\s*\\|\\|\\s*", -1)) {
            tests.add(test(test, names));
        }
        return String.join(and ? " && " : " || ", tests);
    }

    private static String test(String test, Names names) throws Untranslatable {
        Matcher matcher = TEST.matcher(test.strip());
        if (!matcher.matches()) {
            throw new Untranslatable(WHY);
        }
        boolean not = matcher.group(1) != null;
        List<String> words = Words.of(matcher.group(2));
        if (words.size() == 2 && (words.getFirst().equals("-z") || words.getFirst().equals("-n"))) {
            boolean empty = words.getFirst().equals("-z");
            return (empty == not ? "" : "!") + value(words.get(1), names);
        }
        if (words.size() == 3 && words.get(1).matches("==?|!=")) {
            boolean equal = !words.get(1).equals("!=");
            return value(words.get(0), names)
                    + (equal == not ? " != " : " == ")
                    + value(words.get(2), names);
        }
        throw new Untranslatable(WHY);
    }

    private static String value(String word, Names names) throws Untranslatable {
        if (PATTERN.matcher(QUOTED.matcher(word).replaceAll("")).find()) {
            throw new Untranslatable(WHY);
        }
        Value value = Value.of(word);
        for (Value.Piece piece : value.pieces()) {
            boolean certain =
                    switch (piece) {
                        case Value.Piece.Text _ -> true;
                        case Value.Piece.Variable variable -> names.knows(variable.name());
                        case Value.Piece.Shell _ -> false;
                    };
            if (!certain) {
                throw new Untranslatable(WHY);
            }
        }
        return GroovyText.of(value, names);
    }
}
