package dev.jbuild.cli.console;

import dev.jbuild.model.ControlText;

/**
 * Text that others wrote, made safe to show: what a step prints must not move the cursor, change
 * colours or retitle the window.
 */
public final class PrintableText {
    private PrintableText() {}

    /** One line: of a progress bar that redraws itself, its last state. */
    public static String line(String text) {
        String last = text;
        while (last.endsWith("\r")) {
            last = last.substring(0, last.length() - 1);
        }
        last = last.substring(last.lastIndexOf('\r') + 1);
        return ControlText.removedFrom(last).replace("\n", "");
    }

    /** The first line of a text, marked where there are more. */
    public static String firstLine(String text) {
        String stripped = text.strip();
        int end = stripped.indexOf('\n');
        return end < 0 ? line(stripped) : line(stripped.substring(0, end)).stripTrailing() + " ...";
    }
}
