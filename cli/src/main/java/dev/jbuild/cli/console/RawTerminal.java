package dev.jbuild.cli.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The terminal of standard input while a program elsewhere uses it: every key goes there as it is
 * pressed, Ctrl-C too, and none is shown by itself. Java has no call for that; {@code stty} has.
 */
final class RawTerminal implements AutoCloseable {
    private static final int BUFFER = 1024;

    /** Where keys go. One thread reads them for the whole process, and cannot be stopped. */
    private static final AtomicReference<Optional<Keys>> TYPING =
            new AtomicReference<>(Optional.empty());

    private static final AtomicReference<Optional<RawTerminal>> LENT =
            new AtomicReference<>(Optional.empty());

    private static boolean reading;

    private final String settings;

    private RawTerminal(String settings) {
        this.settings = settings;
    }

    /** Where keys go. */
    interface Keys {
        void pressed(byte[] keys);

        /** The terminal is gone. */
        void end();
    }

    /** The terminal, if standard input and output are one. */
    static Optional<RawTerminal> find() {
        return stty("-g")
                .filter(_ -> answer(true, "test", "-t", "1").isPresent())
                .map(RawTerminal::new);
    }

    /** Gives it away until it is closed. What was typed just before goes along. */
    void lend(Keys keys) {
        LENT.set(Optional.of(this));
        TYPING.set(Optional.of(keys));
        stty("raw", "-echo");
        read();
    }

    /** How large it is; the usual size where it does not say. */
    static TerminalSize size() {
        return stty("size")
                .map(text -> TerminalProbe.parsed(text, TerminalSize.USUAL))
                .orElse(TerminalSize.USUAL);
    }

    /** Takes it back as it was. */
    @Override
    public void close() {
        TYPING.set(Optional.empty());
        if (LENT.getAndSet(Optional.empty()).isPresent()) {
            stty(settings);
        }
    }

    /** Takes it back from whoever has it, from any thread and at any moment. */
    static void restore() {
        LENT.get().ifPresent(RawTerminal::close);
    }

    private static synchronized void read() {
        if (!reading) {
            reading = true;
            Thread.ofPlatform().daemon().name("keyboard").start(RawTerminal::pump);
        }
    }

    private static void pump() {
        try (InputStream in = new FileInputStream(FileDescriptor.in)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                byte[] keys = Arrays.copyOf(buffer, n);
                TYPING.get().ifPresent(to -> to.pressed(keys));
            }
        } catch (IOException e) {
            // A terminal that is gone has no more keys.
        }
        TYPING.get().ifPresent(Keys::end);
    }

    /** What {@code stty} says of standard input; empty when that is no terminal. */
    private static Optional<String> stty(String... arguments) {
        return answer(
                false,
                Stream.concat(Stream.of("stty"), Arrays.stream(arguments)).toArray(String[]::new));
    }

    /**
     * What a program prints that looks at the terminal; empty when it fails.
     *
     * @param output whether it looks at standard output, and prints nothing
     */
    private static Optional<String> answer(boolean output, String... command) {
        boolean interrupted = Thread.interrupted();
        try {
            Process stty =
                    new ProcessBuilder(command)
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .redirectOutput(
                                    output
                                            ? ProcessBuilder.Redirect.INHERIT
                                            : ProcessBuilder.Redirect.PIPE)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (InputStream answer = stty.getInputStream()) {
                String text = new String(answer.readAllBytes(), StandardCharsets.US_ASCII);
                return stty.waitFor() == 0 ? Optional.of(text.strip()) : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            interrupted = true;
            return Optional.empty();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
