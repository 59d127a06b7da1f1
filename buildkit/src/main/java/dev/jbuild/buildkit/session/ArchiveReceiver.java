package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.filesync.BytesMessage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;

/** Writes an archive as it comes. */
final class ArchiveReceiver implements FileSendService.Receiver {

    private final ExportSink.Opener opener;
    private @Nullable OutputStream out;

    ArchiveReceiver(ExportSink.Opener opener) {
        this.opener = opener;
    }

    @Override
    public void take(byte[] message) throws IOException {
        BytesMessage.parseFrom(message).getData().writeTo(out());
    }

    @Override
    public void finish() throws IOException {
        out().flush();
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    private OutputStream out() throws IOException {
        if (out == null) {
            out = opener.open();
        }
        return out;
    }
}
