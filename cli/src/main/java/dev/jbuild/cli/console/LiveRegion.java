package dev.jbuild.cli.console;

import java.io.PrintStream;
import java.util.List;

/**
 * The lines at the bottom of a terminal that are drawn over and over, and the lines that scroll
 * away above them. Each drawing is one write, so that the terminal never shows half of it. Confined
 * to one thread at a time.
 */
final class LiveRegion {
    private static final String HIDE_CURSOR = "\033[?25l";
    private static final String SHOW_CURSOR = "\033[?25h";
    private static final String CUT_LONG_LINES = "\033[?7l";
    private static final String WRAP_LONG_LINES = "\033[?7h";
    private static final String CLEAR_REST_OF_LINE = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";

    /** Puts right whatever a drawing may have left; harmless at any moment. */
    static final String RESTORE = WRAP_LONG_LINES + SHOW_CURSOR;

    private final PrintStream out;
    private List<String> drawn = List.of();

    LiveRegion(PrintStream out) {
        this.out = out;
    }

    /**
     * @param above lines that scroll away and stay
     * @param region lines that the next drawing replaces
     */
    void draw(List<String> above, List<String> region) {
        if (above.isEmpty() && region.equals(drawn)) {
            return;
        }
        StringBuilder text = new StringBuilder(HIDE_CURSOR);
        if (!drawn.isEmpty()) {
            text.append("\r\033[").append(drawn.size()).append('A');
        }
        appendLines(text, above);
        // A line that is wider than we believe must not become two: the next drawing would start in
        // the wrong place.
        text.append(CUT_LONG_LINES);
        appendLines(text, region);
        text.append(CLEAR_BELOW).append(WRAP_LONG_LINES);
        write(text.toString());
        drawn = region;
    }

    /** Takes the region away and leaves the cursor where it began. */
    void close(List<String> above) {
        draw(above, List.of());
        write(RESTORE);
    }

    private static void appendLines(StringBuilder text, List<String> lines) {
        for (String line : lines) {
            text.append(line).append(CLEAR_REST_OF_LINE).append('\n');
        }
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }
}
