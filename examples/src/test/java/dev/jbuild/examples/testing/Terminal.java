package dev.jbuild.examples.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A terminal with a jbuild on it, kept by {@code script}, which every Debian has. What is typed
 * goes to it as a person's keys would, and the screen is all that it has shown.
 */
public final class Terminal implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Process script;
    private final OutputStream keys;
    private final StringBuilder screen = new StringBuilder();
    private final Thread reader;

    Terminal(ProcessBuilder builder) throws IOException {
        this.script = builder.redirectErrorStream(true).start();
        this.keys = script.getOutputStream();
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** The command that runs another one on a terminal and ends as that does. */
    static List<String> on(List<String> command) {
        List<String> all = new ArrayList<>(Processes.HEARING);
        all.addAll(List.of("script", "--quiet", "--return", "--flush"));
        all.addAll(List.of("--command", quoted(command), "/dev/null"));
        return all;
    }

    private static String quoted(List<String> command) {
        return String.join(
                " ", command.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList());
    }

    private void read() {
        try (InputStream shown = script.getInputStream()) {
            byte[] buffer = new byte[4096];
            for (int n = shown.read(buffer); n >= 0; n = shown.read(buffer)) {
                synchronized (screen) {
                    screen.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // The terminal was closed.
        }
    }

    /** All that was shown. */
    public String screen() {
        synchronized (screen) {
            return screen.toString();
        }
    }

    /** Presses keys. */
    public void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Waits until the terminal has shown a text. */
    public void awaitShown(String text) throws InterruptedException {
        Await.until(() -> screen().contains(text), LIMIT, this::screen);
    }

    /** Makes the terminal another size. */
    public void resize(int rows, int columns) throws IOException, InterruptedException {
        Path device = device();
        Processes.output(
                List.of(
                        "stty",
                        "-F",
                        device.toString(),
                        "rows",
                        Integer.toString(rows),
                        "cols",
                        Integer.toString(columns)));
    }

    private Path device() throws IOException {
        ProcessHandle inside = script.children().findFirst().orElseThrow();
        return Files.readSymbolicLink(Path.of("/proc/" + inside.pid() + "/fd/0"));
    }

    /** Waits for the end of the program. */
    public int await() throws InterruptedException {
        if (!script.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("no end after " + LIMIT + "; it showed:\n" + screen());
        }
        reader.join();
        return script.exitValue();
    }

    @Override
    public void close() {
        Processes.kill(script);
    }
}
