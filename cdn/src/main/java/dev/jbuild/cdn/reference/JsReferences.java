package dev.jbuild.cdn.reference;

import dev.jbuild.cdn.reference.JsTokens.Token;
import dev.jbuild.cdn.reference.Reference.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads scripts: what {@code import} and {@code export … from} name by a path, {@code import("…")},
 * {@code new URL("…", import.meta.url)}, and the comment that names a source map. Any other string
 * may be anything, so it is left alone, and so is an address with a backslash.
 */
final class JsReferences {

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Reference> found = new ArrayList<>();
    private boolean computed;

    private JsReferences(String text) {
        this.text = text;
    }

    static References in(String text) {
        JsReferences scan = new JsReferences(text);
        JsTokens tokens = new JsTokens(text, scan.found::add);
        for (Optional<Token> token = tokens.next(); token.isPresent(); token = tokens.next()) {
            scan.tokens.add(token.get());
        }
        if (tokens.lost().isPresent()) {
            return References.unsure(tokens.lost().get());
        }
        for (int i = 0; i < scan.tokens.size(); i++) {
            scan.at(i);
        }
        return new References(scan.found, scan.computed, Optional.empty());
    }

    private void at(int i) {
        if (isWord(i, "import") && !is(i - 1, ".")) {
            if (is(i + 1, "(")) {
                dynamicImport(i + 2);
            } else if (isString(i + 1)) {
                addModule(i + 1, Kind.IMPORT);
            } else {
                clause(i + 1);
            }
        } else if (isWord(i, "export") && !is(i - 1, ".")) {
            clause(i + 1);
        } else if (isWord(i, "new") && isWord(i + 1, "URL") && is(i + 2, "(") && isText(i + 3)) {
            if (isOwnAddress(i + 4)) {
                add(i + 3, Kind.ASSET);
            }
        }
    }

    private void dynamicImport(int argument) {
        if (isText(argument) && (is(argument + 1, ")") || is(argument + 1, ","))) {
            addModule(argument, Kind.DYNAMIC_IMPORT);
        } else {
            computed = true;
        }
    }

    /** The names between {@code import} and {@code from}; anything else there is another form. */
    private void clause(int from) {
        int i = from;
        while (isWordOrString(i) || is(i, "{") || is(i, "}") || is(i, ",") || is(i, "*")) {
            if (isWord(i, "from") && isString(i + 1) && i > from) {
                addModule(i + 1, Kind.IMPORT);
                return;
            }
            i++;
        }
    }

    /** {@code , import.meta.url)} */
    private boolean isOwnAddress(int i) {
        return is(i, ",")
                && isWord(i + 1, "import")
                && is(i + 2, ".")
                && isWord(i + 3, "meta")
                && is(i + 4, ".")
                && isWord(i + 5, "url")
                && (is(i + 6, ")") || is(i + 6, ","));
    }

    /** A module named without a path is a name, not an address. */
    private void addModule(int i, Kind kind) {
        String url = string(i);
        if (url.startsWith("./")
                || url.startsWith("../")
                || url.startsWith("/")
                || url.contains("://")) {
            add(i, kind);
        }
    }

    private void add(int i, Kind kind) {
        Token token = tokens.get(i);
        if (token.start() < token.end() && string(i).indexOf('\\') < 0) {
            found.add(Reference.of(text, token.start(), token.end(), kind));
        }
    }

    private String string(int i) {
        return text.substring(tokens.get(i).start(), tokens.get(i).end());
    }

    private boolean isString(int i) {
        return has(i) && tokens.get(i).type() == JsTokens.Type.STRING;
    }

    /** Whether an expression stands here that is a string. */
    private boolean isText(int i) {
        return isString(i) || (has(i) && tokens.get(i).type() == JsTokens.Type.PLAIN_TEMPLATE);
    }

    private boolean isWordOrString(int i) {
        return has(i) && (tokens.get(i).type() == JsTokens.Type.WORD || isString(i));
    }

    private boolean isWord(int i, String word) {
        return has(i) && tokens.get(i).type() == JsTokens.Type.WORD && holds(i, word);
    }

    private boolean is(int i, String sign) {
        return has(i) && tokens.get(i).type() == JsTokens.Type.OTHER && holds(i, sign);
    }

    private boolean holds(int i, String expected) {
        Token token = tokens.get(i);
        return token.end() - token.start() == expected.length()
                && text.startsWith(expected, token.start());
    }

    private boolean has(int i) {
        return i >= 0 && i < tokens.size();
    }
}
