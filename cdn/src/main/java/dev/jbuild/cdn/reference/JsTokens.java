package dev.jbuild.cdn.reference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * Splits a script into words, strings and other characters; comments, regular expressions and
 * template texts are passed over.
 *
 * <p>Whether a slash divides or opens a regular expression depends on the grammar. It is told here
 * by what stands before it, which is right for all but a slash behind a closing brace; there, it is
 * a regular expression. A reader that went astray ends up in a string that its line does not close
 * and says so; then nothing that it saw is used.
 */
final class JsTokens {
    private static final Set<String> BEFORE_EXPRESSION =
            Set.of(
                    "return",
                    "typeof",
                    "case",
                    "in",
                    "of",
                    "delete",
                    "void",
                    "throw",
                    "new",
                    "instanceof",
                    "do",
                    "else",
                    "yield",
                    "await",
                    "extends",
                    "default");

    private static final Set<String> WITH_CONDITION = Set.of("if", "while", "for", "with");

    /**
     * What a token is. {@code start} and {@code end} of a string and of a plain template leave out
     * its quotes.
     */
    record Token(Type type, int start, int end) {}

    enum Type {
        WORD,
        STRING,
        /** A template without braces, which means what a string means. */
        PLAIN_TEMPLATE,
        /** A part of a template: up to braces, between them, or behind them. */
        TEMPLATE,
        OTHER
    }

    /** Told of source maps, which are named in comments. */
    interface Comments {
        void sourceMap(Reference reference);
    }

    private final String text;
    private final Comments comments;

    /** For each open parenthesis, whether a regular expression may follow its end. */
    private final Deque<Boolean> parentheses = new ArrayDeque<>();

    /** For each template in whose braces we are, the braces that are open in there. */
    private final Deque<Integer> templates = new ArrayDeque<>();

    private int at;
    private boolean expressionNext = true;
    private String lastWord = "";
    private Optional<String> lost = Optional.empty();

    JsTokens(String text, Comments comments) {
        this.text = text;
        this.comments = comments;
        if (text.startsWith("#!")) {
            at = lineEnd(0);
        }
    }

    /** Why the reader went astray. */
    Optional<String> lost() {
        return lost;
    }

    /** The next token, empty at the end or when the reader is lost. */
    Optional<Token> next() {
        while (at < text.length() && lost.isEmpty()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == 0xa0) {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = lineEnd(at);
                SourceMapComment.in(text, at + 2, end).ifPresent(comments::sourceMap);
                at = end;
            } else if (text.startsWith("/*", at)) {
                blockComment();
            } else if (c == '"' || c == '\'') {
                return string(c);
            } else if (c == '`') {
                at++;
                return template(at - 1);
            } else if (isWordPart(c)) {
                return Optional.of(word());
            } else if (c == '/' && expressionNext) {
                regularExpression();
            } else if (c == '}' && !templates.isEmpty() && templates.peek() == 0) {
                templates.pop();
                at++;
                return template(at - 1);
            } else {
                return Optional.of(punctuation(c));
            }
        }
        return Optional.empty();
    }

    private void lose(String why) {
        lost = Optional.of(why);
    }

    private int lineEnd(int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                return i;
            }
        }
        return text.length();
    }

    private void blockComment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            lose("a comment in it does not end");
            return;
        }
        SourceMapComment.in(text, at + 2, end).ifPresent(comments::sourceMap);
        at = end + 2;
    }

    private Optional<Token> string(char quote) {
        int start = at + 1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                at = i + 1;
                expressionNext = false;
                lastWord = "";
                return Optional.of(new Token(Type.STRING, start, i));
            }
            if (c == '\\') {
                i++;
            } else if (c == '\n') {
                break;
            }
        }
        lose("a string in it does not end");
        return Optional.empty();
    }

    /** The text of a template up to its end or to the next braces. */
    private Optional<Token> template(int start) {
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '`') {
                at = i + 1;
                expressionNext = false;
                lastWord = "";
                return Optional.of(
                        text.charAt(start) == '`'
                                ? new Token(Type.PLAIN_TEMPLATE, start + 1, i)
                                : new Token(Type.TEMPLATE, start, at));
            } else if (c == '$' && text.startsWith("${", i)) {
                at = i + 2;
                templates.push(0);
                expressionNext = true;
                lastWord = "";
                return Optional.of(new Token(Type.TEMPLATE, start, at));
            }
        }
        lose("a template in it does not end");
        return Optional.empty();
    }

    private static boolean isWordPart(char c) {
        return c == '_'
                || c == '$'
                || c == '#'
                || c == '\\'
                || c > 0x7f
                || Character.isLetterOrDigit(c);
    }

    private Token word() {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        boolean property = start > 0 && text.charAt(start - 1) == '.';
        lastWord = property ? "" : text.substring(start, at);
        expressionNext = BEFORE_EXPRESSION.contains(lastWord);
        return new Token(Type.WORD, start, at);
    }

    private void regularExpression() {
        boolean inClass = false;
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                break;
            } else if (c == '\\') {
                i++;
            } else if (c == '[') {
                inClass = true;
            } else if (c == ']') {
                inClass = false;
            } else if (c == '/' && !inClass) {
                at = i + 1;
                while (at < text.length() && isWordPart(text.charAt(at))) {
                    at++;
                }
                expressionNext = false;
                lastWord = "";
                return;
            }
        }
        lose("a regular expression in it does not end");
    }

    private Token punctuation(char c) {
        switch (c) {
            case '(' -> {
                parentheses.push(WITH_CONDITION.contains(lastWord));
                expressionNext = true;
            }
            case ')' -> expressionNext = !parentheses.isEmpty() && parentheses.pop();
            case ']' -> expressionNext = false;
            case '{' -> {
                countBrace(1);
                expressionNext = true;
            }
            case '}' -> {
                countBrace(-1);
                expressionNext = true;
            }
            case '+', '-' ->
                    // Behind `x++` a slash divides.
                    expressionNext =
                            at == 0
                                    || text.charAt(at - 1) != c
                                    || (expressionNext && !isPostfix(c));
            default -> expressionNext = true;
        }
        lastWord = "";
        at++;
        return new Token(Type.OTHER, at - 1, at);
    }

    /** Whether the second sign of a pair here stands behind a value, as in {@code x++}. */
    private boolean isPostfix(char sign) {
        int before = at - 2;
        return before >= 0
                && text.charAt(at - 1) == sign
                && (isWordPart(text.charAt(before))
                        || text.charAt(before) == ')'
                        || text.charAt(before) == ']');
    }

    private void countBrace(int change) {
        if (!templates.isEmpty()) {
            templates.push(templates.pop() + change);
        }
    }
}
