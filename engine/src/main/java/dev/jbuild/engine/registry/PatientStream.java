package dev.jbuild.engine.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A body that is given up when somebody has waited for too long for more of it. A connection knows
 * no such limit: it would wait for ever for who sends nothing more. What a reader does between its
 * reads takes as long as it takes.
 */
final class PatientStream extends FilterInputStream {
    private final Duration patience;
    private final Thread watch;
    private volatile long due;
    private volatile boolean awaited;
    private volatile boolean late;

    PatientStream(InputStream body, Duration patience) {
        super(body);
        this.patience = patience;
        this.due = System.nanoTime() + patience.toNanos();
        this.watch = Thread.ofVirtual().name("patience").start(this::watch);
    }

    /**
     * All of a body that is not long.
     *
     * @param patience for all of it
     */
    static byte[] readAll(InputStream body, int most, Duration patience) throws IOException {
        try (PatientStream in = new PatientStream(body, patience)) {
            byte[] bytes = in.watched(() -> body.readNBytes(most + 1));
            if (bytes.length > most) {
                throw new IOException("the registry answers with more than " + most + " bytes");
            }
            return bytes;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        due = System.nanoTime() + patience.toNanos();
        return watched(() -> super.read(bytes, offset, length));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T watched(Reading<T> reading) throws IOException {
        awaited = true;
        try {
            T result = reading.read();
            if (!late) {
                return result;
            }
        } catch (IOException e) {
            if (!late) {
                throw PassingFault.of(e);
            }
        } finally {
            awaited = false;
        }
        throw new PassingFault("the registry stopped in the middle of an answer");
    }

    private void watch() {
        try {
            while (!isOverdue()) {
                long left = due - System.nanoTime();
                Thread.sleep(left > 0 ? Duration.ofNanos(left) : patience);
            }
            late = true;
            super.close();
        } catch (InterruptedException | IOException e) {
            // All of it has come; or nobody can be told that it was given up.
        }
    }

    private boolean isOverdue() {
        return awaited && System.nanoTime() - due > 0;
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }
}
