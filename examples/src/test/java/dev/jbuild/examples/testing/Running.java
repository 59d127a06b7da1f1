package dev.jbuild.examples.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * Waits for the end; beyond the limit the process is killed and the test fails, with what it
     * said last and where each of its threads stands.
     */
    public Outcome await(Duration limit) throws IOException, InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            String said = lastLines();
            String threads = threads();
            Processes.kill(process);
            throw new AssertionError(
                    "no end after " + limit + "; it said last:\n" + said + "\n" + threads);
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** A long log stands still at its end, and each target at its own last line. */
    private String lastLines() {
        List<String> lines = log().lines().toList();
        Map<String, String> lastOfEach = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> line.contains(" | "))
                .forEach(line -> lastOfEach.put(line.substring(0, line.indexOf(" | ")), line));
        List<String> end = lines.subList(Math.max(0, lines.size() - 60), lines.size());
        return Stream.of(lastOfEach.values(), List.of("..."), end)
                .flatMap(Collection::stream)
                .collect(Collectors.joining("\n"));
    }

    private String threads() throws IOException, InterruptedException {
        Path dump = Files.createTempFile(out.getParent(), "threads", ".txt");
        try {
            Processes.output(
                    List.of(
                            System.getProperty("java.home") + "/bin/jcmd",
                            Long.toString(process.pid()),
                            "Thread.dump_to_file",
                            "-overwrite",
                            dump.toString()));
        } catch (AssertionError e) {
            return "its threads cannot be seen: " + e.getMessage();
        }
        return Files.readString(dump);
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
