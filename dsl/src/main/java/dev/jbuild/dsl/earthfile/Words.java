package dev.jbuild.dsl.earthfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes the rest of a command apart at its blanks. */
final class Words {
    private static final Pattern CONTINUATION = Pattern.compile("\\\\\\n");

    private Words() {}

    /** The words, with their quotes; {@code $(…)} and {@code (…)} are one word. */
    static List<String> of(String rest) {
        String text = CONTINUATION.matcher(rest).replaceAll(" ");
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                word.append(c).append(text.charAt(++i));
                continue;
            }
            if (quote == 0 && depth == 0 && Character.isWhitespace(c)) {
                end(word, words);
                continue;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && c == '(') {
                depth++;
            } else if (quote == 0 && c == ')') {
                depth--;
            }
            word.append(c);
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
