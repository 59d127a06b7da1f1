package dev.jbuild.engine.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Makes lines out of chunks that are cut anywhere, and remembers the last ones. For use by one
 * thread at a time.
 */
final class LineBuffer {
    private static final int REMEMBERED = 200;

    private final UnaryOperator<String> filter;
    private final Consumer<String> lines;
    private final Deque<String> last = new ArrayDeque<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();

    /**
     * @param filter applied to each line before anybody sees it
     */
    LineBuffer(UnaryOperator<String> filter, Consumer<String> lines) {
        this.filter = filter;
        this.lines = lines;
    }

    void add(byte[] chunk) {
        for (byte b : chunk) {
            if (b == '\n') {
                end();
            } else {
                open.write(b);
            }
        }
    }

    /** Ends a line that has no line end yet. */
    void flush() {
        if (open.size() > 0) {
            end();
        }
    }

    private void end() {
        String text = open.toString(StandardCharsets.UTF_8).stripTrailing();
        open.reset();
        // A progress bar redraws its line: what it shows at the end is the line.
        String line = filter.apply(text.substring(text.lastIndexOf('\r') + 1));
        if (last.size() == REMEMBERED) {
            last.removeFirst();
        }
        last.addLast(line);
        lines.accept(line);
    }

    List<String> last() {
        return List.copyOf(last);
    }
}
