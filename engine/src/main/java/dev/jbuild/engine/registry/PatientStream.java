package dev.jbuild.engine.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A body that is given up when too long nothing of it comes. A connection knows no such limit: it
 * would wait for ever for who sends nothing more.
 */
final class PatientStream extends FilterInputStream {
    private final Duration patience;
    private final Thread watch;
    private volatile long due;
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
        try {
            T result = reading.read();
            if (!late) {
                return result;
            }
        } catch (IOException e) {
            if (!late) {
                throw e;
            }
        }
        throw new IOException("the registry stopped in the middle of an answer");
    }

    private void watch() {
        try {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                Thread.sleep(Duration.ofNanos(left));
            }
            late = true;
            super.close();
        } catch (InterruptedException | IOException e) {
            // All of it has come; or nobody can be told that it was given up.
        }
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }
}
