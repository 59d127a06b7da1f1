package dev.jbuild.examples.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A jbuild at work. Closing kills it and its children. */
public final class Running implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    Running(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What it printed about the build so far. */
    public String log() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a signal.
     *
     * @param name without {@code SIG}
     */
    public void signal(String name) throws IOException, InterruptedException {
        Processes.output(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    /** Waits for the end; beyond the limit the process is killed and the test fails. */
    public Outcome await(Duration limit) throws IOException, InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            Processes.kill(process);
            throw new AssertionError("no end after " + limit + "; it said last:\n" + lastLines());
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** The end of a long log is where it stands still. */
    private String lastLines() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    /** Ends it at once, if it has not ended. */
    public void kill() {
        Processes.kill(process);
    }

    @Override
    public void close() {
        Processes.kill(process);
    }
}
