package dev.jbuild.engine.run;

import dev.jbuild.buildkit.Progress.Stream;
import dev.jbuild.engine.trust.StepTrust;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Makes lines out of chunks that are cut anywhere, and remembers them. Streams come mixed, also
 * within a line; each has its own lines here. For use by one thread at a time.
 */
final class LineBuffer {
    /** Far more than a builder passes on of a step, unless it is told to. */
    private static final int REMEMBERED = 16 << 20;

    private final UnaryOperator<String> filter;
    private final Consumer<String> lines;
    private final Deque<String> all = new ArrayDeque<>();
    private int size;
    private int forgotten;
    private final Map<Stream, ByteArrayOutputStream> open = new EnumMap<>(Stream.class);

    /**
     * @param filter applied to each line before anybody sees it
     */
    LineBuffer(UnaryOperator<String> filter, Consumer<String> lines) {
        this.filter = filter;
        this.lines = lines;
    }

    void add(Stream stream, byte[] chunk) {
        ByteArrayOutputStream line = open.computeIfAbsent(stream, s -> new ByteArrayOutputStream());
        for (byte b : chunk) {
            if (b == '\n') {
                end(line);
            } else {
                line.write(b);
            }
        }
    }

    /** Ends lines that have no line end yet. */
    void flush() {
        for (ByteArrayOutputStream line : open.values()) {
            if (line.size() > 0) {
                end(line);
            }
        }
    }

    private void end(ByteArrayOutputStream bytes) {
        String text = bytes.toString(StandardCharsets.UTF_8).stripTrailing();
        bytes.reset();
        // A progress bar redraws its line: what it shows at the end is the line.
        String line = text.substring(text.lastIndexOf('\r') + 1);
        if (StepTrust.isEcho(line)) {
            return;
        }
        line = filter.apply(line);
        remember(line);
        lines.accept(line);
    }

    private void remember(String line) {
        all.addLast(line);
        size += line.length();
        while (size > REMEMBERED) {
            size -= all.removeFirst().length();
            forgotten++;
        }
    }

    /** All lines; where that would be too much, the last ones, and how many are missing. */
    List<String> all() {
        List<String> told = new ArrayList<>(all);
        if (forgotten > 0) {
            told.addFirst("[" + forgotten + " lines before this are left out]");
        }
        return told;
    }
}
