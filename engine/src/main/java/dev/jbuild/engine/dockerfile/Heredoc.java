package dev.jbuild.engine.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that stands behind an instruction.
 *
 * <p>What begins one is what BuildKit takes for it, which is not what a shell does: a whole word
 * that is {@code <<} and a name.
 *
 * @param name the line that ends it
 * @param indented whether tabs may stand before that
 */
record Heredoc(String name, boolean indented) {
    private static final Pattern WORD = Pattern.compile("\\d*<<(-?)([^<]+)");
    private static final Pattern QUOTE = Pattern.compile("['\"\\\\]");

    /** Neither a heredoc nor a text that is given to a command in its place. */
    private static final Pattern SIGN = Pattern.compile("(?<!<)<<(?!<)");

    /**
     * Variables that change what is a word, or that BuildKit does not know: then it sees no words.
     */
    private static final Pattern ODD_VARIABLE =
            Pattern.compile("\\$\\{(?!\\w+(:?[-+?][^'\"\\\\$<{}]*)?})");

    /** Whether it can be told which heredocs belong to an instruction. */
    static boolean areCertain(String instruction) {
        return !SIGN.matcher(instruction).find() || !ODD_VARIABLE.matcher(instruction).find();
    }

    /** Those that belong to an instruction, in their order. */
    static List<Heredoc> of(String instruction) {
        List<Heredoc> heredocs = new ArrayList<>();
        if (SIGN.matcher(instruction).find()) {
            for (String word : words(instruction)) {
                Matcher matcher = WORD.matcher(word);
                String name =
                        matcher.matches() ? QUOTE.matcher(matcher.group(2)).replaceAll("") : "";
                if (!name.isEmpty()) {
                    heredocs.add(new Heredoc(name, !matcher.group(1).isEmpty()));
                }
            }
        }
        return heredocs;
    }

    boolean endsAt(String line) {
        return line.endsWith(name)
                && line.chars().limit(line.length() - name.length()).allMatch(c -> c == '\t')
                && (indented || line.length() == name.length());
    }

    /** With their quotes. None when a quote is left open, as BuildKit has it. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && isSpace(c)) {
                words.add(word.toString());
                word.setLength(0);
                continue;
            }
            word.append(c);
            if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (text.startsWith("<<", i)) {
                word.append(text.charAt(++i));
                // A name may stand apart from its sign.
                while (i + 1 < text.length() && "\t\r ".indexOf(text.charAt(i + 1)) >= 0) {
                    i++;
                }
            }
        }
        words.add(word.toString());
        return quote == 0 ? words : List.of();
    }

    private static boolean isSpace(char c) {
        return Character.isSpaceChar(c) || "\t\u000B\f\r\u0085".indexOf(c) >= 0;
    }
}
