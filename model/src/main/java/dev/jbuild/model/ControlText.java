package dev.jbuild.model;

import java.util.regex.Pattern;

/** What is in texts for a terminal and not for a person, and is taken out where they are shown. */
public final class ControlText {
    /** Control sequences (CSI), operating system commands (OSC), and the two-character escapes. */
    private static final Pattern ESCAPE =
            Pattern.compile(
                    "\\x1b\\[[0-?]*[ -/]*[@-~]|\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?|\\x1b.?");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t\\r\\n]]");

    private ControlText() {}

    /** A text without it. Tabs and ends of lines stay. */
    public static String removedFrom(String text) {
        String rest = text.indexOf('\033') < 0 ? text : ESCAPE.matcher(text).replaceAll("");
        return CONTROL.matcher(rest).replaceAll("");
    }
}
