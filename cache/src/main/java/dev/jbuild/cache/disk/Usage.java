package dev.jbuild.cache.disk;

import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.cache.turn.Turns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/**
 * How large the cache is, more or less, without looking at all of it: what the last look found, and
 * what processes have stored since. One that was killed did not get to add its share.
 */
final class Usage {
    private static final String TURN = "usage";

    private final Path file;
    private final Turns turns;
    private final LongAdder stored = new LongAdder();

    Usage(CacheLayout layout, Turns turns) {
        this.file = layout.root().resolve("usage");
        this.turns = turns;
    }

    /** This process has stored as many bytes more. */
    void add(long bytes) {
        stored.add(bytes);
    }

    /** In bytes; as much as can be when nobody has looked yet. */
    long estimate() throws IOException, InterruptedException {
        try (Turns.Turn _ = turns.take(TURN)) {
            long known = read();
            long more = stored.sumThenReset();
            if (known == Long.MAX_VALUE || more == 0) {
                return known;
            }
            write(known + more);
            return known + more;
        }
    }

    /** Somebody has looked. */
    void set(long bytes) throws IOException, InterruptedException {
        try (Turns.Turn _ = turns.take(TURN)) {
            stored.reset();
            write(bytes);
        }
    }

    private long read() throws IOException {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void write(long bytes) throws IOException {
        NewFile.write(file, Long.toString(bytes).getBytes(StandardCharsets.UTF_8));
    }
}
