package dev.jbuild.buildkit.session;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file whose content is coming, and must be as long as it was said to be. */
final class IncomingFile implements Closeable {

    private final Path path;
    private final Stat stat;
    private @Nullable OutputStream out;
    private long written;

    IncomingFile(Path path, Stat stat) {
        this.path = path;
        this.stat = stat;
    }

    void append(ByteString data) throws IOException {
        written += data.size();
        if (written > stat.getSize()) {
            throw otherSize("more");
        }
        // Not opened before: thousands may be listed before the first byte of one comes.
        OutputStream opened = out;
        if (opened == null) {
            opened =
                    Files.newOutputStream(
                            path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            out = opened;
        }
        data.writeTo(opened);
    }

    void complete() throws IOException {
        if (written < stat.getSize()) {
            throw otherSize("less");
        }
        close();
        Description.give(path, stat);
    }

    private IOException otherSize(String how) {
        return new IOException(
                "`"
                        + SafePaths.shown(stat.getPath())
                        + "` has "
                        + how
                        + " than the "
                        + stat.getSize()
                        + " bytes that were announced");
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
