package dev.jbuild.cdn.reference;

import dev.jbuild.cdn.reference.Reference.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads style sheets: {@code url(…)}, {@code @import "…"} and the comment that names a source map.
 * Comments and other strings are passed over. So is an address that would need escapes again.
 */
final class CssReferences {
    private static final String IMPORT = "@import";

    private final String text;
    private final List<Reference> found = new ArrayList<>();
    private int at;

    private CssReferences(String text) {
        this.text = text;
    }

    static References in(String text) {
        CssReferences scan = new CssReferences(text);
        scan.run();
        return References.of(scan.found);
    }

    private void run() {
        boolean importing = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("/*", at)) {
                comment();
            } else if (c == '\\') {
                // What follows is part of a name, also a quote.
                importing = false;
                at += 2;
            } else if (c == '"' || c == '\'') {
                int end = stringEnd(at);
                if (importing) {
                    add(at + 1, end, Kind.STYLE);
                }
                importing = false;
                at = end + 1;
            } else if (isWord("url(")) {
                address(importing ? Kind.STYLE : Kind.ASSET);
                importing = false;
            } else if (isWord(IMPORT)) {
                importing = true;
                at += IMPORT.length();
            } else {
                importing &= Character.isWhitespace(c);
                at++;
            }
        }
    }

    /** Whether a keyword stands here that is no end of a longer one. */
    private boolean isWord(String word) {
        return text.regionMatches(true, at, word, 0, word.length())
                && (at == 0 || !isName(text.charAt(at - 1)));
    }

    private static boolean isName(char c) {
        return c == '-' || c == '_' || c == '\\' || c > 0x7f || Character.isLetterOrDigit(c);
    }

    private void comment() {
        int end = text.indexOf("*/", at + 2);
        int stop = end < 0 ? text.length() : end;
        SourceMapComment.in(text, at + 2, stop).ifPresent(found::add);
        at = end < 0 ? stop : end + 2;
    }

    /** The place of the quote that closes a string, or of the line's end when none does. */
    private int stringEnd(int open) {
        char quote = text.charAt(open);
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote || c == '\n') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return text.length();
    }

    private void address(Kind kind) {
        int start = skipSpace(at + "url(".length());
        if (start < text.length() && (text.charAt(start) == '"' || text.charAt(start) == '\'')) {
            int end = stringEnd(start);
            add(start + 1, end, kind);
            at = Math.min(end + 1, text.length());
            return;
        }
        int close = text.indexOf(')', start);
        int end = close < 0 ? text.length() : close;
        int stop = end;
        while (stop > start && Character.isWhitespace(text.charAt(stop - 1))) {
            stop--;
        }
        if (close >= 0) {
            add(start, stop, kind);
        }
        at = end;
    }

    private int skipSpace(int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private void add(int start, int end, Kind kind) {
        String url = CssEscapes.read(text.substring(start, Math.max(start, end)));
        if (!url.isEmpty() && (isPlain(url) || end - start == url.length())) {
            found.add(new Reference(start, end, url, kind, Optional.empty()));
        }
    }

    /** Whether an address means the same with and without quotes. */
    private static boolean isPlain(String url) {
        return url.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"'()\\".indexOf(c) < 0);
    }
}
