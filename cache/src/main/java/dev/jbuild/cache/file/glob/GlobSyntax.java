package dev.jbuild.cache.file.glob;

import java.util.regex.Pattern;

/** Translates globs into regular expressions. */
final class GlobSyntax {
    private final String glob;
    private final String source;
    private final StringBuilder regex = new StringBuilder();
    private int at;

    private GlobSyntax(String glob, String source) {
        this.glob = glob;
        this.source = source;
    }

    /**
     * Compiles a glob or a segment of one.
     *
     * @param source what the user wrote, for the message
     */
    static Pattern compile(String glob, String source) {
        GlobSyntax syntax = new GlobSyntax(glob, source);
        while (syntax.at < glob.length()) {
            syntax.token();
        }
        // Names may contain line feeds.
        return Pattern.compile(syntax.regex.toString(), Pattern.DOTALL);
    }

    static boolean isLiteral(String glob) {
        for (int i = 0; i < glob.length(); i++) {
            switch (glob.charAt(i)) {
                case '*', '?', '[' -> {
                    return false;
                }
                case '\\' -> i++;
                default -> {}
            }
        }
        return true;
    }

    static String unescape(String literal) {
        return literal.replaceAll("(?s)\\\\(.)", "$1");
    }

    private void token() {
        int c = next();
        switch (c) {
            case '*' -> star();
            case '?' -> regex.append("[^/]");
            case '[' -> characters();
            case '\\' -> quote(escaped());
            default -> quote(c);
        }
    }

    private void star() {
        if (!take('*')) {
            regex.append("[^/]*");
        } else if (at == glob.length()) {
            regex.append(".*");
        } else {
            take('/');
            regex.append("(?:.*/)?");
        }
    }

    private void characters() {
        // A negated set would take the separator as well.
        regex.append("(?!/)[");
        if (take('^')) {
            regex.append('^');
        }
        int count = 0;
        while (count == 0 || !take(']')) {
            int low = member();
            quote(low);
            if (take('-')) {
                int high = member();
                if (high < low) {
                    throw malformed("a range of characters runs backwards");
                }
                regex.append('-');
                quote(high);
            }
            count++;
        }
        regex.append(']');
    }

    private int member() {
        if (at == glob.length()) {
            throw malformed("a `[` is not closed");
        }
        int c = next();
        if (c == ']' || c == '-') {
            throw malformed("in `[..]`, `]` and `-` need a `\\` in front");
        }
        return c == '\\' ? escaped() : c;
    }

    private int escaped() {
        if (at == glob.length()) {
            throw malformed("nothing follows a `\\`");
        }
        return next();
    }

    private int next() {
        int c = glob.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private boolean take(char wanted) {
        boolean there = at < glob.length() && glob.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    private void quote(int c) {
        regex.append("\\x{").append(Integer.toHexString(c)).append('}');
    }

    private IllegalArgumentException malformed(String problem) {
        return new IllegalArgumentException("malformed pattern `" + source + "`: " + problem);
    }
}
