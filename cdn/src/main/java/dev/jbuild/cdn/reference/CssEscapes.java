package dev.jbuild.cdn.reference;

/** The escapes of style sheets: {@code \.} and, by its number, {@code \2e }. */
final class CssEscapes {
    /** A number has no more digits. */
    private static final int DIGITS = 6;

    private CssEscapes() {}

    /**
     * What a text means.
     *
     * @param text one character per byte; a character beyond that is left as it is written
     */
    static String read(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder meant = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\' || i == text.length()) {
                meant.append(c);
                continue;
            }
            int end = i;
            while (end < text.length()
                    && end - i < DIGITS
                    && Character.digit(text.charAt(end), 16) >= 0) {
                end++;
            }
            if (end == i) {
                meant.append(text.charAt(i++));
                continue;
            }
            int code = Integer.parseInt(text, i, end, 16);
            if (code < 0x80) {
                meant.append((char) code);
            } else {
                meant.append(text, i - 1, end);
            }
            // One space ends a number, and means nothing else.
            i = end < text.length() && Character.isWhitespace(text.charAt(end)) ? end + 1 : end;
        }
        return meant.toString();
    }
}
