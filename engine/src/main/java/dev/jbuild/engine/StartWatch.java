package dev.jbuild.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Passes output on, but for what the engine prints in place of a program that it cannot start. That
 * comes first, and in one piece.
 */
final class StartWatch extends OutputStream {
    private static final String REFUSAL = "runc run failed: ";

    private final OutputStream to;
    private boolean begun;
    private Optional<String> refusal = Optional.empty();

    StartWatch(OutputStream to) {
        this.to = to;
    }

    /** Why the program could not be started. Asked when it has ended. */
    Optional<String> refusal() {
        return refusal;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!begun) {
            begun = true;
            String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
            if (text.startsWith(REFUSAL)) {
                refusal = Optional.of(text.substring(REFUSAL.length()).strip());
                return;
            }
        }
        to.write(bytes, offset, length);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }
}
