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
    private final AnnouncedSize size;
    private @Nullable OutputStream out;

    IncomingFile(Path path, Stat stat, AnnouncedSize size) {
        this.path = path;
        this.stat = stat;
        this.size = size;
    }

    void append(ByteString data) throws IOException {
        size.add(data.size());
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
        size.requireAll();
        close();
        Description.give(path, stat);
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
