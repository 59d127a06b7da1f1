package dev.jbuild.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks for the size of the terminal again and again, since users resize it. {@code stty} is a
 * process; Java has no call for it, and a native one would cost 75 ms at the start.
 */
final class TerminalProbe implements Supplier<TerminalSize> {
    private static final long PERIOD = Duration.ofSeconds(2).toNanos();

    private final File device;
    private TerminalSize last;
    private long due = System.nanoTime();

    TerminalProbe(Path device, Map<String, String> environment) {
        this.device = device.toFile();
        last = stated(environment.getOrDefault("COLUMNS", ""));
    }

    /** Confined to the thread that draws. */
    @Override
    public TerminalSize get() {
        if (System.nanoTime() - due >= 0) {
            last = asked();
            due = System.nanoTime() + PERIOD;
        }
        return last;
    }

    private static TerminalSize stated(String columns) {
        try {
            return new TerminalSize(Integer.parseInt(columns), TerminalSize.USUAL.rows());
        } catch (IllegalArgumentException e) {
            return TerminalSize.USUAL;
        }
    }

    private TerminalSize asked() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(device)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var answer = stty.getInputStream()) {
                String text = new String(answer.readAllBytes(), StandardCharsets.US_ASCII);
                return stty.waitFor(1, TimeUnit.SECONDS) ? parsed(text, last) : last;
            } finally {
                stty.destroy();
            }
        } catch (IOException e) {
            return last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return last;
        }
    }

    /** Reads {@code rows columns}. */
    static TerminalSize parsed(String text, TerminalSize otherwise) {
        String[] parts = text.strip().split(" ", -1);
        try {
            return parts.length == 2
                    ? new TerminalSize(Integer.parseInt(parts[1]), Integer.parseInt(parts[0]))
                    : otherwise;
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }
}
