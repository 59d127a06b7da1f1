package dev.jbuild.cli.console;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Standard output, which remembers what kept it from being written. A print stream does not. */
final class Outlet extends OutputStream {
    private static final Path OUT = Path.of("/proc/self/fd/1");

    private final OutputStream target;
    private volatile @Nullable IOException fault;

    Outlet(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            fault = e;
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    /** Empty as well when the reader has gone, as `head` does that has seen enough. */
    Optional<IOException> fault() {
        return Optional.ofNullable(fault).filter(_ -> !leadsToReader());
    }

    /** Nothing but that goes wrong there. The system says it in the user's language. */
    private static boolean leadsToReader() {
        try {
            String at = Files.readSymbolicLink(OUT).toString();
            return at.startsWith("pipe:") || at.startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }
}
